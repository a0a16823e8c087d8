package ai.evolink.spec;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what Java callers notice: compares two editions of {@code surface.txt}. A member is the same
 * if its name and the types of its parameters are; the names of several parameters tell whether
 * they have changed places.
 */
public final class SurfaceDiff {
  private static final String OF = " of ";

  /** What a constant tells about itself: information, no promise. */
  private static final String TRAITS = "(, alias for [^,]*)?(, deprecated)?$";

  private final Map<String, String> before;
  private final Map<String, String> after;

  private SurfaceDiff(List<String> before, List<String> after) {
    this.before = byName(before);
    this.after = byName(after);
  }

  /** All changes, the breaking ones first. */
  public static List<Change> between(List<String> before, List<String> after) {
    SurfaceDiff diff = new SurfaceDiff(before, after);
    List<Change> changes = new ArrayList<>();
    diff.before.forEach(
        (name, was) -> {
          String is = diff.after.get(name);
          if (is == null && diff.after.containsKey(owner(name))) {
            changes.add(Change.breaking(name + ": removed"));
          } else if (is != null && !is.equals(was)) {
            changes.add(new Change(!fits(was, is), name + ": " + was + " -> " + is));
          }
        });
    diff.after.forEach(
        (name, is) -> {
          if (!diff.before.containsKey(name) && diff.before.containsKey(owner(name))) {
            // Retrofit implements the interfaces of the API; those of models may be anybody's.
            boolean toImplement =
                is.startsWith("abstract ")
                    && !owner(name).isEmpty()
                    && name.startsWith("ai.evolink.model.");
            changes.add(
                new Change(toImplement, name + ": added" + (toImplement ? ", abstract" : "")));
          }
        });
    return changes.stream().sorted().toList();
  }

  private static Map<String, String> byName(List<String> lines) {
    Map<String, String> signatures = new LinkedHashMap<>();
    signatures.put("", ""); // what has no owner is in this
    for (String line : lines) {
      int end = line.indexOf(" : ");
      String name = end < 0 ? line : line.substring(0, end);
      String rest = end < 0 ? "" : line.substring(end + 3);
      List<String> parameters = SurfaceParameters.of(name);
      String names =
          parameters.size() < 2
              ? ""
              : parameters.stream().map(SurfaceParameters::name).collect(joining(", ", " (", ")"));
      signatures.put(SurfaceParameters.withoutNames(name), rest + names);
    }
    return signatures;
  }

  /** The type that a member comes and goes with; types, nested ones too, stand for themselves. */
  private static String owner(String name) {
    int parameters = name.indexOf('(');
    String path = parameters < 0 ? name : name.substring(0, parameters);
    String last = path.substring(path.lastIndexOf('.') + 1);
    boolean type =
        parameters < 0
            && Character.isUpperCase(last.charAt(0))
            && !last.equals(last.toUpperCase(Locale.ROOT));
    return type ? "" : path.substring(0, path.lastIndexOf('.'));
  }

  /** Whether code that was compiled against the one signature can live with the other. */
  private static boolean fits(String before, String after) {
    String was = before.replaceFirst(TRAITS, "");
    String is = after.replaceFirst(TRAITS, "");
    if (is.equals(was)
        || is.equals(was.replace("@Nullable ", ""))
        || is.equals(was.replaceFirst("final ", ""))) {
      return true;
    }
    if (!was.replaceFirst(OF + ".*", "").equals(is.replaceFirst(OF + ".*", ""))) {
      return false;
    }
    return supertypes(is).containsAll(supertypes(was));
  }

  private static Set<String> supertypes(String signature) {
    int start = signature.indexOf(OF);
    return start < 0
        ? Set.of()
        : new TreeSet<>(Arrays.asList(signature.substring(start + OF.length()).split(", ", -1)));
  }
}
