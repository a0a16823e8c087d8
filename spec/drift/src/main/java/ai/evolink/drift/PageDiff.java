package ai.evolink.drift;

import ai.evolink.spec.Contract;
import ai.evolink.spec.Contract.Place;
import ai.evolink.spec.Contract.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares one page with the spec: of each operation, and of each model, what differs. */
final class PageDiff {
  private final Page page;
  private final Map<Place, Map<String, JsonNode>> ours;
  private final Map<Place, Map<String, JsonNode>> theirs;
  private final List<Difference> found = new ArrayList<>();
  private final Set<String> models = new TreeSet<>();

  private PageDiff(Page page, Contract spec) {
    this.page = page;
    this.ours = spec.places();
    this.theirs = Contract.of(Bodies.chosenByModel(Lowered.of(page.document()))).places();
  }

  /** The spec, as it is compared with pages. */
  static Contract spec(JsonNode document) {
    return Contract.of(Lowered.of(document));
  }

  /** Compares; what is found goes to {@code found}, the ids of the page to {@code models}. */
  static void compare(Page page, Contract spec, List<Difference> found, Set<String> models) {
    PageDiff diff = new PageDiff(page, spec);
    diff.theirs.keySet().forEach(diff::lookUp);
    Set<Place> operations =
        diff.theirs.keySet().stream()
            .filter(place -> place.side() == Side.OPERATION)
            .collect(Collectors.toSet());
    diff.ours.keySet().stream()
        .filter(place -> operations.contains(diff.operation(place)))
        .forEach(diff::lookBack);
    found.addAll(diff.found);
    models.addAll(diff.models);
  }

  private void lookUp(Place place) {
    if (place.equals(Place.EVERYTHING) || place.where().equals("answer default")) {
      return;
    }
    if (!place.branch().isEmpty() && place.path().isEmpty()) {
      models.add(place.branch());
    }
    Map<String, JsonNode> facts = ours.get(place);
    if (facts == null) {
      if (ours.containsKey(place.container())) {
        note(place, "not in the spec"); // else that is said of what it is in
      }
    } else if (place.side() != Side.OPERATION) {
      compare(place, facts, theirs.getOrDefault(place, Map.of()));
    } else {
      compareServers(place, facts, theirs.getOrDefault(place, Map.of()));
    }
  }

  /** What the spec has of the operation and models of this page, and the page has not. */
  private void lookBack(Place place) {
    boolean known = place.branch().isEmpty() || models.contains(place.branch());
    if (place.side() == Side.CALLER
        && known
        && !theirs.containsKey(place)
        && theirs.containsKey(place.container())) {
      note(place, "not on the page");
    }
  }

  private Place operation(Place place) {
    return new Place(place.operation(), Side.OPERATION, "", "", "");
  }

  /** A page that says nothing of them leaves them to the site. */
  private void compareServers(
      Place place, Map<String, JsonNode> facts, Map<String, JsonNode> said) {
    for (String keyword : List.of("server", "security")) {
      JsonNode our = facts.get(keyword);
      JsonNode their = said.get(keyword);
      boolean says = page.document().toString().contains("\"" + keyword);
      if (says && our != null && their != null && !our.equals(their)) {
        note(place, keyword + " " + Facts.shown(our) + " -> " + Facts.shown(their));
      }
    }
  }

  private void compare(Place place, Map<String, JsonNode> facts, Map<String, JsonNode> said) {
    boolean caller = place.side() == Side.CALLER;
    Facts our = Facts.of(facts, caller);
    Facts their = Facts.of(said, caller);
    Set<String> keywords = new TreeSet<>(our.texts().keySet());
    keywords.addAll(their.texts().keySet());
    if (!place.branch().isEmpty() && place.path().equals("model")) {
      keywords.remove("default"); // of a body that several models share it is one of them
    }
    for (String keyword : keywords) {
      String is = our.texts().getOrDefault(keyword, "none");
      String was = their.texts().getOrDefault(keyword, "none");
      if (!is.equals(was) && !(keyword.equals("type") && is.equals("any") && !caller)) {
        note(place, keyword + " " + is + " -> " + was);
      }
    }
    words(place, our.words(), their.words(), caller);
  }

  private void words(Place place, Set<String> our, Set<String> their, boolean caller) {
    Set<String> lacking = new TreeSet<>(their);
    lacking.removeAll(our);
    Set<String> more = new TreeSet<>(our);
    more.removeAll(their);
    if (their.isEmpty() && caller && !our.isEmpty()) {
      note(place, "words " + String.join("|", our) + " -> none");
    } else if (our.isEmpty() && !their.isEmpty()) {
      note(place, "words none -> " + String.join("|", their));
    } else {
      lacking.forEach(word -> note(place, "word " + word + ": not in the spec"));
      if (caller) {
        more.forEach(word -> note(place, "word " + word + ": not on the page"));
      }
    }
  }

  private void note(Place place, String what) {
    String where = place.where().equals("body") ? "" : place.where();
    String inside = (where + " " + place.path()).strip();
    found.add(new Difference(page.name(), place.operation(), place.branch(), inside, what));
  }
}
