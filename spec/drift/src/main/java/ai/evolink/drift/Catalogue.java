package ai.evolink.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares the ids of the spec with an answer of {@code GET /v1/catalog/models}. The catalogue
 * writes canonical ids in lower case.
 */
final class Catalogue {
  private static final String SUBJECT = "catalogue";

  /** How a model is spoken to, if the spec has a body for it. */
  private static final List<String> MEDIA = List.of("image", "video", "audio");

  private final String source;
  private final JsonNode schemas;
  private final Map<String, String> ids = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();
  private final Set<String> deprecated = new TreeSet<>();
  private final List<Difference> found = new ArrayList<>();

  private Catalogue(String source, JsonNode spec) {
    this.source = source;
    this.schemas = spec.path("components").path("schemas");
    for (JsonNode schema : schemas) {
      JsonNode request = schema.path("x-request");
      if (request.isObject()) {
        JsonNode vocabulary = schemas.path(request.path("modelType").asString(""));
        vocabulary.path("enum").forEach(id -> ids.put(lower(id), id.asString("")));
        vocabulary.path("x-deprecated").forEach(id -> deprecated.add(lower(id)));
        vocabulary
            .path("x-aliases")
            .properties()
            .forEach(alias -> aliases.put(alias.getKey(), lower(alias.getValue())));
      }
    }
  }

  /**
   * Says which ids we lack, which are gone or retired, and which are aliases of something else.
   *
   * @throws IllegalArgumentException if the answer has no models
   */
  static List<Difference> compare(String source, JsonNode answer, JsonNode spec) {
    if (!answer.path("models").isArray() || answer.path("models").isEmpty()) {
      throw new IllegalArgumentException(source + ": no answer of /v1/catalog/models");
    }
    Catalogue catalogue = new Catalogue(source, spec);
    Set<String> listed = new TreeSet<>();
    answer.path("models").forEach(model -> catalogue.lookUp(model, listed));
    catalogue.ids.keySet().stream()
        .filter(id -> !listed.contains(id) && !catalogue.deprecated.contains(id))
        .forEach(id -> catalogue.note(catalogue.ids.getOrDefault(id, id), "not in the catalogue"));
    return catalogue.found;
  }

  private void lookUp(JsonNode model, Set<String> listed) {
    String id = lower(model.path("model_id"));
    boolean retired = model.path("lifecycle").asString("").equals("retired");
    if (isOfMedium(model) && !retired) {
      listed.add(id);
      if (!ids.containsKey(id)) {
        note(id, "not in the spec");
      } else if (deprecated.contains(id)) {
        note(id, "deprecated -> " + model.path("lifecycle").asString("listed"));
      }
      for (JsonNode alias : model.path("aliases")) {
        lookUpAlias(lower(alias), id, listed);
      }
    } else if (retired && ids.containsKey(id)) {
      listed.add(id);
      if (!deprecated.contains(id)) {
        note(id, "not deprecated -> retired");
      }
    }
  }

  private void lookUpAlias(String alias, String id, Set<String> listed) {
    listed.add(alias);
    if (!ids.containsKey(alias)) {
      note(alias, "alias of " + id + ": not in the spec");
    } else if (!id.equals(aliases.get(alias))) {
      note(alias, "alias of " + aliases.getOrDefault(alias, "none") + " -> " + id);
    }
  }

  /** Models of text have no body in the spec; one that says nothing may have. */
  private static boolean isOfMedium(JsonNode model) {
    JsonNode protocols = model.path("protocols");
    return protocols.isEmpty()
        || protocols
            .valueStream()
            .anyMatch(protocol -> MEDIA.stream().anyMatch(protocol.asString("")::contains));
  }

  private void note(String id, String what) {
    found.add(new Difference(source, SUBJECT, "", id, what));
  }

  private static String lower(JsonNode id) {
    return id.asString("").toLowerCase(Locale.ROOT);
  }
}
