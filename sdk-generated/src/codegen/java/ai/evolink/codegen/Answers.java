package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation gives back when it succeeds. */
final class Answers {
  /** One method of the operation. */
  record Form(String suffix, String type, List<String> annotations, List<String> prose) {}

  record Answer(List<Form> forms) {}

  private static final String EVENTS = "text/event-stream";

  private final Models models;
  private final References references;
  private final Refusals refusals;

  Answers(Models models, References references, Refusals refusals) {
    this.models = models;
    this.references = references;
    this.refusals = refusals;
  }

  static boolean isJson(String mediaType) {
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }

  Answer of(Node operation, String method, String name) {
    Map<String, Node> content = new LinkedHashMap<>();
    boolean succeeds = false;
    Node responses = operation.get("responses");
    if (responses != null) {
      for (Map.Entry<String, Node> each : responses.map().entrySet()) {
        if (!each.getKey().matches("[1-5](\\d\\d|XX)|default")) {
          refusals.add(
              each.getValue(), "\"" + each.getKey() + "\" is no status", "Write one such as '200'");
        }
        if (each.getKey().startsWith("2")) {
          succeeds = true;
          Node response = references.resolve(each.getValue());
          if (response != null) {
            collect(content, response);
          }
        }
      }
    }
    if (!succeeds) {
      refusals.add(
          operation, "no answer of success is described", "Add one with a status from 200 to 299");
    }
    return new Answer(forms(operation, content, method, name));
  }

  private void collect(Map<String, Node> content, Node response) {
    response
        .mapAt("content")
        .forEach(
            (mediaType, media) -> {
              Node before = content.put(Operations.simpleType(mediaType), media);
              if (before != null
                  && !String.valueOf(schemaOf(before)).equals("" + schemaOf(media))) {
                refusals.add(
                    media,
                    "two answers of success differ",
                    "Describe one, or give both the same schema");
              }
            });
  }

  private static @Nullable Object schemaOf(Node media) {
    Node schema = media.get("schema");
    return schema == null ? null : schema.plain();
  }

  private List<Form> forms(Node operation, Map<String, Node> content, String method, String name) {
    List<Form> forms = new ArrayList<>();
    Set<String> types = new LinkedHashSet<>(content.keySet());
    Node events = content.get(EVENTS);
    types.remove(EVENTS);
    List<String> json = types.stream().filter(Answers::isJson).toList();
    if (json.size() > 1 || (json.size() == 1 && types.size() > 1)) {
      refusals.add(
          operation,
          "one method cannot give several kinds of answers: " + Refusals.listed(types),
          "Keep one beside text/event-stream");
    } else if (json.size() == 1) {
      Node schema = Node.in(content, json.get(0)).get("schema");
      JavaType type = schema == null ? JavaType.ANY : type(schema, name, "Response");
      forms.add(new Form("", "Call<" + type.java() + ">", List.of(), List.of()));
    } else if (!types.isEmpty()) {
      boolean text = types.stream().allMatch(type -> type.startsWith("text/"));
      forms.add(
          new Form(
              "",
              "Call<ResponseBody>",
              text ? List.of() : List.of("@Streaming"),
              List.of(
                  "The answer is no JSON but "
                      + Text.code(Refusals.listed(types))
                      + "; close it.")));
    } else if (events == null) {
      forms.add(new Form("", "Call<Void>", List.of(), List.of()));
    }
    if (events != null) {
      Node schema = events.get("schema");
      JavaType type = schema == null ? JavaType.ANY : type(schema, name, "Event");
      String raw =
          type.java().startsWith("List<") || type.java().startsWith("Map<")
              ? "Object"
              : type.java();
      forms.add(
          new Form(
              forms.isEmpty() ? "" : "Stream",
              "Call<ResponseBody>",
              List.of("@Streaming", "@Headers(\"Accept: text/event-stream\")"),
              List.of(
                  "The answer comes piece by piece, as server-sent events: read it with {@code"
                      + " EventStream.of(body, "
                      + raw
                      + ".class)}, and close that.")));
    }
    if (method.equals("head")) {
      return List.of(new Form("", "Call<Void>", List.of(), List.of()));
    }
    return forms;
  }

  private JavaType type(Node schema, String name, String suffix) {
    return models.types().of(models.views().view(schema), Names.upperFirst(name) + suffix);
  }
}
