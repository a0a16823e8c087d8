package ai.evolink.drift;

import ai.evolink.spec.Documents;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a page as our spec is written: the body of a submit is chosen by the id of its model. A
 * page has one body, or several as {@code oneOf}, and each says its ids itself.
 */
final class Bodies {
  private static final String MODEL = "model";

  private final JsonNode root;
  private final ObjectNode schemas;

  private Bodies(ObjectNode root) {
    this.root = root;
    ObjectNode components =
        root.path("components").isObject()
            ? (ObjectNode) root.path("components")
            : root.putObject("components");
    this.schemas =
        components.path("schemas").isObject()
            ? (ObjectNode) components.path("schemas")
            : components.putObject("schemas");
  }

  /** The page, changed in place. */
  static JsonNode chosenByModel(JsonNode lowered) {
    Bodies bodies = new Bodies((ObjectNode) lowered);
    lowered.path("paths").forEach(path -> path.forEach(bodies::operation));
    return lowered;
  }

  private void operation(JsonNode operation) {
    JsonNode content = resolved(operation.path("requestBody")).path("content");
    for (Map.Entry<String, JsonNode> media : content.properties()) {
      JsonNode whole = media.getValue().path("schema");
      JsonNode schema = resolved(whole);
      if (media.getValue() instanceof ObjectNode holder && !schema.has("discriminator")) {
        List<JsonNode> members =
            Stream.of("oneOf", "anyOf")
                .flatMap(keyword -> schema.path(keyword).valueStream())
                .filter(member -> !ids(member).isEmpty())
                .toList();
        List<JsonNode> variants = members.isEmpty() ? List.of(whole) : members;
        if (!ids(variants.get(0)).isEmpty()) {
          holder.set("schema", choice(variants));
        }
      }
    }
  }

  private ObjectNode choice(List<JsonNode> variants) {
    ObjectNode choice = Documents.object();
    ObjectNode mapping =
        choice.putObject("discriminator").put("propertyName", MODEL).putObject("mapping");
    choice.putArray("oneOf");
    for (JsonNode variant : variants) {
      String name = "Variant" + schemas.size();
      schemas.set(name, variant);
      ids(variant).forEach(id -> mapping.put(id, "#/components/schemas/" + name));
    }
    return choice;
  }

  /** What the schema says of its model: words, or else the default or the sample. */
  private Set<String> ids(JsonNode schema) {
    JsonNode model = property(schema);
    Set<String> ids = new LinkedHashSet<>();
    model.path("enum").forEach(word -> ids.add(word.asString("")));
    for (String keyword : List.of("const", "default", "example")) {
      if (ids.isEmpty() && model.path(keyword).isString()) {
        ids.add(model.path(keyword).asString(""));
      }
    }
    return ids;
  }

  private JsonNode property(JsonNode schema) {
    JsonNode whole = resolved(schema);
    JsonNode own = whole.path("properties").path(MODEL);
    return own.isObject()
        ? resolved(own)
        : whole
            .path("allOf")
            .valueStream()
            .map(this::property)
            .filter(JsonNode::isObject)
            .findFirst()
            .orElse(own);
  }

  private JsonNode resolved(JsonNode node) {
    return Documents.resolved(root, node);
  }
}
