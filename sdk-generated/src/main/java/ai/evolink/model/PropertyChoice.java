package ai.evolink.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Properties of which one or another has to be given.
 *
 * @param single whether no more than one alternative may be given
 * @param alternatives the names of properties that go together, for each alternative
 */
record PropertyChoice(boolean single, List<List<String>> alternatives) {
  /** A sentence that names the alternatives and what is given instead; empty if one is given. */
  Optional<String> violation(Set<String> given) {
    List<List<String>> complete = alternatives.stream().filter(given::containsAll).toList();
    if (complete.isEmpty()) {
      Set<String> parts = new LinkedHashSet<>();
      alternatives.forEach(parts::addAll);
      parts.retainAll(given);
      return Optional.of(
          named(alternatives, "or")
              + (isPlain() ? "" : ",")
              + " is required, but "
              + (parts.isEmpty() ? "none is" : "only " + joined(parts, "and") + verb(parts))
              + " given");
    }
    return single && complete.size() > 1
        ? Optional.of(
            "only one of "
                + named(alternatives, "or")
                + " may be given, but "
                + named(complete, "and")
                + " are")
        : Optional.empty();
  }

  private static String verb(Set<String> parts) {
    return parts.size() == 1 ? " is" : " are";
  }

  /** Whether each alternative is one property. */
  private boolean isPlain() {
    return alternatives.stream().allMatch(names -> names.size() == 1);
  }

  private String named(List<List<String>> some, String last) {
    List<String> each = some.stream().map(names -> joined(names, "and")).toList();
    return isPlain() ? joined(each, last) : String.join(", " + last + " ", each);
  }

  private static String joined(Collection<String> items, String last) {
    List<String> all = new ArrayList<>(items);
    String end = all.remove(all.size() - 1);
    return all.isEmpty() ? end : String.join(", ", all) + " " + last + " " + end;
  }
}
