package ai.evolink.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private final Ids ids;
  private final List<Difference> found = new ArrayList<>();

  private Catalogue(String source, Ids ids) {
    this.source = source;
    this.ids = ids;
  }

  /**
   * Says which ids we lack, which are gone or retired, and which are aliases of something else.
   *
   * @throws IllegalArgumentException if the answer has no models
   */
  static List<Difference> compare(String source, JsonNode answer, Ids ids) {
    if (!answer.path("models").isArray() || answer.path("models").isEmpty()) {
      throw new IllegalArgumentException(source + ": no answer of /v1/catalog/models");
    }
    Catalogue catalogue = new Catalogue(source, ids);
    Set<String> listed = new TreeSet<>();
    answer.path("models").forEach(model -> catalogue.lookUp(model, listed));
    ids.all().stream()
        .filter(id -> !listed.contains(id) && !ids.isDeprecated(id))
        .forEach(id -> catalogue.note(ids.spelt(id), "not in the catalogue"));
    return catalogue.found;
  }

  private void lookUp(JsonNode model, Set<String> listed) {
    String id = Ids.lower(model.path("model_id"));
    boolean retired = model.path("lifecycle").asString("").equals("retired");
    if (isOfMedium(model) && !retired) {
      listed.add(id);
      if (!ids.has(id)) {
        note(id, "not in the spec");
      } else if (ids.isDeprecated(id)) {
        note(id, "deprecated -> " + model.path("lifecycle").asString("listed"));
      }
      for (JsonNode alias : model.path("aliases")) {
        lookUpAlias(Ids.lower(alias), id, listed);
      }
    } else if (retired && ids.has(id)) {
      listed.add(id);
      if (!ids.isDeprecated(id)) {
        note(id, "not deprecated -> retired");
      }
    }
  }

  private void lookUpAlias(String alias, String id, Set<String> listed) {
    listed.add(alias);
    if (!ids.has(alias)) {
      note(alias, "alias of " + id + ": not in the spec");
    } else if (!id.equals(ids.aliasOf(alias).orElse(""))) {
      note(alias, "alias of " + ids.aliasOf(alias).orElse("none") + " -> " + id);
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
}
