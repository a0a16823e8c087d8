package ai.evolink.drift;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The ids of the models of a spec, in lower case, as the catalogue writes them. */
final class Ids {
  private final Map<String, String> spelling = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();
  private final Set<String> deprecated = new TreeSet<>();

  Ids(JsonNode spec) {
    JsonNode schemas = spec.path("components").path("schemas");
    for (JsonNode schema : schemas) {
      JsonNode request = schema.path("x-request");
      if (request.isObject()) {
        JsonNode vocabulary = schemas.path(request.path("modelType").asString(""));
        vocabulary.path("enum").forEach(id -> spelling.put(lower(id), id.asString("")));
        vocabulary.path("x-deprecated").forEach(id -> deprecated.add(lower(id)));
        vocabulary
            .path("x-aliases")
            .properties()
            .forEach(alias -> aliases.put(alias.getKey(), lower(alias.getValue())));
      }
    }
  }

  static String lower(JsonNode id) {
    return id.asString("").toLowerCase(Locale.ROOT);
  }

  Set<String> all() {
    return spelling.keySet();
  }

  boolean has(String id) {
    return spelling.containsKey(id);
  }

  /** As the spec writes it. */
  String spelt(String id) {
    return spelling.getOrDefault(id, id);
  }

  boolean isDeprecated(String id) {
    return deprecated.contains(id);
  }

  Optional<String> aliasOf(String id) {
    return Optional.ofNullable(aliases.get(id));
  }

  /** Whether the id, or another name of the same model, is among these. */
  boolean isAmong(String id, Set<String> some) {
    return some.contains(id)
        || aliasOf(id).filter(some::contains).isPresent()
        || aliases.entrySet().stream()
            .anyMatch(alias -> alias.getValue().equals(id) && some.contains(alias.getKey()));
  }
}
