package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation of the spec: where it is, what it takes and what it answers. */
final class Operation {

  private static final String SUBMISSION = "#/components/schemas/TaskSubmission";

  private final Spec spec;
  private final String method;
  private final String path;
  private final JsonNode node;
  private final JsonNode request;

  Operation(Spec spec, String method, String path, JsonNode node) {
    this.spec = spec;
    this.method = method.toUpperCase(Locale.ROOT);
    this.path = path;
    this.node = node;
    this.request = node.path("requestBody").path("content").path("application/json").path("schema");
  }

  String id() {
    return Json.text(node, "operationId", "");
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /** What the path begins with, up to its parameter. */
  String prefix() {
    int parameter = path.indexOf('{');
    return parameter < 0 ? path : path.substring(0, parameter);
  }

  /** Whether a call makes a task: what every generation endpoint has in common. */
  boolean submitsTask() {
    JsonNode schema = content(response(200)).path("schema");
    return method.equals("POST") && SUBMISSION.equals(Json.text(schema, "$ref", ""));
  }

  /** Pointer to the schema of the JSON body of a request that has no branches. */
  String requestSchema() {
    return Json.text(request, "$ref", "");
  }

  /** The property that chooses the branch, if the request has branches. */
  Optional<String> discriminator() {
    String name = Json.text(spec.resolve(request).path("discriminator"), "propertyName", "");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** Pointer to the schema of the branch for this value of the discriminator. */
  Optional<String> branch(String value) {
    String pointer =
        Json.text(spec.resolve(request).path("discriminator").path("mapping"), value, "");
    return pointer.isEmpty() ? Optional.empty() : Optional.of(pointer);
  }

  /** The values of the discriminator that the spec knows. */
  List<String> branches() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry :
        spec.resolve(request).path("discriminator").path("mapping").properties()) {
      names.add(entry.getKey());
    }
    return names;
  }

  /** Pointer to the schema of the body that the spec documents for a status. */
  Optional<String> responseSchema(int status) {
    String pointer = Json.text(content(response(status)).path("schema"), "$ref", "");
    return pointer.isEmpty() ? Optional.empty() : Optional.of(pointer);
  }

  /** A copy of the first example body that the spec gives for a status. */
  Optional<ObjectNode> example(int status) {
    return examples(status).stream().findFirst().map(ObjectNode::deepCopy);
  }

  /**
   * A copy of the example body whose model is this one, or else one that takes the same request, or
   * else of the first.
   */
  Optional<ObjectNode> example(int status, String model) {
    List<ObjectNode> examples = examples(status);
    Optional<String> branch = branch(model);
    return examples.stream()
        .filter(example -> Json.text(example, "model", "").equals(model))
        .findFirst()
        .or(
            () ->
                examples.stream()
                    .filter(example -> branch.isPresent())
                    .filter(example -> branch.equals(branch(Json.text(example, "model", ""))))
                    .findFirst())
        .map(ObjectNode::deepCopy)
        .or(() -> example(status));
  }

  private List<ObjectNode> examples(int status) {
    JsonNode content = content(response(status));
    List<ObjectNode> found = new ArrayList<>();
    if (content.path("example") instanceof ObjectNode single) {
      found.add(single);
    }
    for (Map.Entry<String, JsonNode> entry : content.path("examples").properties()) {
      if (entry.getValue().path("value") instanceof ObjectNode value) {
        found.add(value);
      }
    }
    return found;
  }

  private JsonNode response(int status) {
    return spec.resolve(node.path("responses").path(Integer.toString(status)));
  }

  private static JsonNode content(JsonNode response) {
    return response.path("content").path("application/json");
  }
}
