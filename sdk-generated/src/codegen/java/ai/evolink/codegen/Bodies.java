package ai.evolink.codegen;

import ai.evolink.codegen.JavaType.Kind;
import ai.evolink.codegen.Parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bodies of requests. */
final class Bodies {
  /** What a method needs for its body. */
  record Body(List<Parameter> parameters, List<String> annotations, boolean mayBeLeftOut) {}

  private static final Body NONE = new Body(List.of(), List.of(), false);
  private static final Set<String> METHODS = Set.of("post", "put", "patch");

  private final Models models;
  private final Refusals refusals;

  Bodies(Models models, Refusals refusals) {
    this.models = models;
    this.refusals = refusals;
  }

  Body of(@Nullable Node node, String method, String operation) {
    if (node == null) {
      return NONE;
    }
    if (!METHODS.contains(method)) {
      refusals.add(node, "a " + method + " has no body", "Leave it out, or make it a post");
      return NONE;
    }
    Map<String, Node> content = node.mapAt("content");
    if (content.size() != 1) {
      refusals.add(
          node,
          "a body needs one media type, but has " + content.size(),
          "Keep the one that the client shall send");
      return NONE;
    }
    Map.Entry<String, Node> only = content.entrySet().iterator().next();
    String mediaType = Operations.simpleType(only.getKey());
    Node schema = only.getValue().get("schema");
    boolean required = node.flagAt("required");
    if (mediaType.equals("multipart/form-data")
        || mediaType.equals("application/x-www-form-urlencoded")) {
      return form(node, schema, mediaType.startsWith("multipart"), required);
    }
    String description = node.textAt("description");
    String doc = description == null ? "the body" : Text.prose(description);
    if (Answers.isJson(mediaType)) {
      if (schema == null) {
        refusals.add(only.getValue(), "a JSON body needs a schema", "Write one");
        return NONE;
      }
      View view = models.views().view(schema);
      JavaType type = models.types().of(view, Names.upperFirst(operation) + "Request");
      String name =
          type.kind() == Kind.MODEL || type.kind() == Kind.UNION
              ? String.valueOf(Names.member(type.java()))
              : "body";
      return new Body(
          List.of(new Parameter(name, "@Body " + type.java() + " " + name, doc, true, "body", "")),
          List.of(),
          !required);
    }
    if (!mediaType.matches("[a-z0-9.+-]+/[a-z0-9.+-]+")) {
      refusals.add(
          only.getValue(),
          "\"" + only.getKey() + "\" is no media type to send",
          "Name one exactly");
    }
    return new Body(
        List.of(
            new Parameter(
                "body",
                "@Body RequestBody body",
                doc + (doc.endsWith(".") ? "" : ",") + " of the type " + Text.code(mediaType),
                true,
                "body",
                "")),
        List.of(),
        !required);
  }

  private Body form(Node node, @Nullable Node schema, boolean multipart, boolean required) {
    View view = schema == null ? null : models.views().expanded(schema);
    if (view == null || view.properties().isEmpty()) {
      refusals.add(
          node, "a form needs a schema with properties", "Write type: object and properties");
      return NONE;
    }
    Set<String> demanded = new LinkedHashSet<>();
    view.node().listAt("required").forEach(name -> demanded.add(String.valueOf(name.text())));
    List<Parameter> parameters = new ArrayList<>();
    Map<String, String> names = Names.members(view.properties().keySet());
    view.properties()
        .forEach(
            (wire, property) -> {
              String chosen = property.textAt("x-java-name");
              String name = chosen == null ? names.get(wire) : chosen;
              if (name == null) {
                refusals.add(
                    property,
                    "no Java name can be made of \"" + wire + "\"",
                    "Give it an x-java-name");
              } else {
                parameters.add(
                    field(wire, name, property, multipart, required && demanded.contains(wire)));
              }
            });
    return new Body(parameters, List.of(multipart ? "@Multipart" : "@FormUrlEncoded"), false);
  }

  private Parameter field(
      String wire, String name, Node property, boolean multipart, boolean required) {
    View view = models.views().view(property);
    JavaType type = models.types().of(view, Names.upperFirst(name) + "Field");
    boolean list = type.kind() == Kind.LIST;
    String declaration;
    if (multipart) {
      declaration =
          list
              ? "@Part " + (required ? "" : "@Nullable ") + "List<MultipartBody.Part> " + name
              : "@Part MultipartBody." + (required ? "" : "@Nullable ") + "Part " + name;
    } else {
      JavaType item = type.item();
      JavaType single = list && item != null ? item : type;
      if (!Parameters.isSimple(single)) {
        refusals.add(
            property,
            "a field of a form cannot be of the type " + type.java(),
            "Make it a simple type, or a list of one");
      }
      String java = Parameters.simple(single);
      declaration =
          "@Field("
              + Text.literal(wire)
              + ") "
              + (required ? "" : "@Nullable ")
              + (list ? "List<" + java + ">" : java)
              + " "
              + name;
    }
    String description = view.node().textAt("description");
    String doc = description == null ? Text.code(wire) + "." : Text.prose(description);
    return new Parameter(
        name, declaration, doc + (required ? "" : " Null leaves it out."), required, "form", wire);
  }
}
