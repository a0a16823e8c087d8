package ai.evolink.spec;

import static java.util.stream.Collectors.joining;

import ai.evolink.spec.Contract.Place;
import ai.evolink.spec.Contract.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says what callers over HTTP notice of a new edition of the spec. The question is always the same:
 * does a request that was right stay right, and does an answer stay readable for code that read the
 * old ones?
 */
final class ContractDiff {
  private static final int MOST_WORDS_SHOWN = 4;

  private final Map<Place, Map<String, JsonNode>> before;
  private final Map<Place, Map<String, JsonNode>> after;

  /** The branches that have the same change, by the place and the change. */
  private final Map<Found, Set<String>> found = new TreeMap<>();

  private record Found(String operation, String where, String path, boolean breaking, String what)
      implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return toString().compareTo(other.toString());
    }
  }

  private ContractDiff(Contract before, Contract after) {
    this.before = before.places();
    this.after = after.places();
  }

  /** All changes, the breaking ones first. */
  static List<Change> between(Contract before, Contract after) {
    ContractDiff diff = new ContractDiff(before, after);
    diff.before.keySet().forEach(diff::compareOrMiss);
    diff.after.keySet().forEach(diff::welcomeIfNew);
    List<Change> changes = new ArrayList<>();
    diff.found.forEach((found, branches) -> changes.add(change(found, branches)));
    return changes.stream().sorted().toList();
  }

  private static Change change(Found found, Set<String> branches) {
    String place =
        Stream.of(found.operation, found.where, chosen(branches), found.path)
            .filter(part -> !part.isEmpty())
            .collect(joining(" "));
    return new Change(found.breaking, place + ": " + found.what);
  }

  /** The words that choose the bodies; a few of them if there are many. */
  private static String chosen(Set<String> branches) {
    List<String> words = branches.stream().filter(branch -> !branch.isEmpty()).toList();
    if (words.isEmpty()) {
      return "";
    }
    return words.size() <= MOST_WORDS_SHOWN
        ? "[" + String.join(", ", words) + "]"
        : "[" + words.get(0) + " and " + (words.size() - 1) + " more]";
  }

  private void compareOrMiss(Place place) {
    Map<String, JsonNode> now = after.get(place);
    if (now != null) {
      Map<String, JsonNode> then = before.getOrDefault(place, Map.of());
      Set<String> keywords = new TreeSet<>(then.keySet());
      keywords.addAll(now.keySet());
      for (String keyword : keywords) {
        compare(place, keyword, then.get(keyword), now.get(keyword));
      }
    } else if (after.containsKey(place.container())) {
      // An answer of another kind may go: nobody can have counted on an error.
      boolean harmless = place.side() == Side.SERVER && !place.where().startsWith("answer 2");
      note(place, !harmless, "removed");
    }
  }

  private void welcomeIfNew(Place place) {
    if (!before.containsKey(place) && before.containsKey(place.container())) {
      Map<String, JsonNode> facts = after.getOrDefault(place, Map.of());
      JsonNode required = facts.get("required");
      boolean demanded =
          place.side() == Side.CALLER
              && place.branch().equals(place.container().branch())
              && required != null
              && required.asBoolean();
      note(place, demanded, demanded ? "added, required" : "added");
    }
  }

  private void compare(
      Place place, String keyword, @Nullable JsonNode then, @Nullable JsonNode now) {
    if (then != null && now != null && same(then, now)) {
      return;
    }
    switch (keyword) {
      case "values", "media types", "shapes" -> words(place, keyword, then, now);
      case "type" -> note(place, !typeFits(place.side(), then, now), said(keyword, then, now));
      case "parameter order" -> order(place, then, now);
      case "deprecated",
          "required",
          "paid",
          "server",
          "security",
          "style",
          "default",
          "additionalProperties" ->
          note(place, breaks(place.side(), keyword, then, now), said(keyword, then, now));
      default -> note(place, tighter(place.side(), keyword, then, now), said(keyword, then, now));
    }
  }

  private static boolean same(JsonNode then, JsonNode now) {
    return (then.isNumber() && now.isNumber())
        ? then.decimalValue().compareTo(now.decimalValue()) == 0
        : then.equals(now);
  }

  private void words(Place place, String keyword, @Nullable JsonNode then, @Nullable JsonNode now) {
    if (then == null || now == null) {
      note(place, place.side() == Side.CALLER && then == null, said(keyword, then, now));
      return;
    }
    Set<String> gone = set(then);
    gone.removeAll(set(now));
    Set<String> come = set(now);
    come.removeAll(set(then));
    // Words of answers are open: readers keep those that they do not know.
    boolean open = place.side() == Side.SERVER && keyword.equals("values");
    gone.forEach(word -> note(place, place.side() == Side.CALLER, keyword + " without " + word));
    come.forEach(
        word -> note(place, place.side() == Side.SERVER && !open, keyword + " with " + word));
  }

  /** Only parameters that are in both: that one comes or goes is said elsewhere. */
  private void order(Place place, @Nullable JsonNode then, @Nullable JsonNode now) {
    List<String> before = list(then);
    List<String> after = list(now);
    before.retainAll(list(now));
    after.retainAll(list(then));
    if (!before.equals(after)) {
      String what = "parameter order " + String.join(", ", before) + " -> ";
      note(place, true, what + String.join(", ", after));
    }
  }

  private static List<String> list(@Nullable JsonNode array) {
    List<String> texts = new ArrayList<>();
    if (array != null) {
      array.forEach(text -> texts.add(text.asString("")));
    }
    return texts;
  }

  private static boolean typeFits(Side side, @Nullable JsonNode then, @Nullable JsonNode now) {
    Set<String> given = set(side == Side.CALLER ? then : now);
    Set<String> taken = set(side == Side.CALLER ? now : then);
    return taken.contains("any")
        || given.stream()
            .allMatch(
                type ->
                    taken.contains(type) || (type.equals("integer") && taken.contains("number")));
  }

  private static boolean breaks(
      Side side, String keyword, @Nullable JsonNode then, @Nullable JsonNode now) {
    boolean nowTrue = now != null && now.isBoolean() && now.asBoolean();
    return switch (keyword) {
      case "required" -> nowTrue == (side == Side.CALLER);
      // What is no longer known to be paid may be sent twice.
      case "paid", "server", "security", "style" -> true;
      case "default" -> side == Side.CALLER && then != null;
      case "additionalProperties" -> side == Side.CALLER && now != null && !nowTrue;
      default -> false;
    };
  }

  /** Whether the caller has less room than before; a server that keeps within less is welcome. */
  private static boolean tighter(
      Side side, String keyword, @Nullable JsonNode then, @Nullable JsonNode now) {
    if (side == Side.SERVER) {
      return keyword.equals("format") && then != null;
    }
    if (then == null || now == null) {
      return then == null;
    }
    if (!then.isNumber() || !now.isNumber()) {
      return true;
    }
    BigDecimal old = then.decimalValue();
    BigDecimal fresh = now.decimalValue();
    if (keyword.equals("multipleOf")) {
      return old.remainder(fresh).signum() != 0;
    }
    boolean upper = keyword.startsWith("max") || keyword.equals("exclusiveMaximum");
    return upper ? fresh.compareTo(old) < 0 : fresh.compareTo(old) > 0;
  }

  private void note(Place place, boolean breaking, String what) {
    Found key = new Found(place.operation(), place.where(), place.path(), breaking, what);
    found.computeIfAbsent(key, any -> new TreeSet<>()).add(place.branch());
  }

  private static String said(String keyword, @Nullable JsonNode then, @Nullable JsonNode now) {
    return keyword + " " + shown(then) + " -> " + shown(now);
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null) {
      return "none";
    }
    return value.isArray()
        ? String.join("|", set(value))
        : value.isString() ? value.stringValue() : value.toString();
  }

  private static Set<String> set(@Nullable JsonNode array) {
    Set<String> words = new TreeSet<>();
    if (array != null) {
      array.forEach(word -> words.add(word.asString("")));
    }
    return words;
  }
}
