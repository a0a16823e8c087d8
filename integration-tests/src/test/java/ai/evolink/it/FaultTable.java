package ai.evolink.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes what was seen as a table: one row for all circumstances that make no difference. */
final class FaultTable {
  private final Map<FaultCase, FaultVerdict> seen;

  /**
   * @param seen what came of each case, in the order in which the table is to show them
   */
  FaultTable(Map<FaultCase, FaultVerdict> seen) {
    this.seen = seen;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| fault | strikes | POSTs | ends with | `charge()` | `onSubmitted` | journal | `recover()` |"
            + " cancelled just then |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    Set<Fault> faults =
        seen.keySet().stream()
            .map(FaultCase::fault)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (Fault fault : faults) {
      Map<String, String> once = rows(fault, false);
      Map<String, String> lasting = rows(fault, true);
      if (once.equals(lasting)) {
        once.forEach((title, rest) -> lines.add("| " + title + " | | " + rest));
      } else {
        once.forEach((title, rest) -> lines.add("| " + title + " | once | " + rest));
        lasting.forEach((title, rest) -> lines.add("| " + title + " | every time | " + rest));
      }
    }
    return lines;
  }

  /** {@return the rows of {@code fault}: what names each, and what came of it} */
  private Map<String, String> rows(Fault fault, boolean lasting) {
    Map<FaultVerdict, List<FaultCase>> groups = new LinkedHashMap<>();
    List<FaultCase> all = new ArrayList<>();
    for (FaultCase each : seen.keySet()) {
      if (each.fault() == fault && each.lasting() == lasting && !each.cancelled()) {
        all.add(each);
        groups.computeIfAbsent(seen.get(each).facts(), facts -> new ArrayList<>()).add(each);
      }
    }
    Map<String, String> rows = new LinkedHashMap<>();
    groups.forEach(
        (facts, group) ->
            rows.put(
                fault.title + circumstances(group, all), text(facts) + ifCancelled(facts, group)));
    return rows;
  }

  /** {@return what {@code group} has in common that not {@code all} have} */
  private static String circumstances(List<FaultCase> group, List<FaultCase> all) {
    return differs(group, all, FaultCase::http2, ", HTTP/2", ", HTTP/1.1")
        + differs(group, all, FaultCase::warm, ", kept alive", ", cold")
        + differs(group, all, FaultCase::twoAddresses, ", two addresses", ", one address");
  }

  private static String differs(
      List<FaultCase> group,
      List<FaultCase> all,
      Predicate<FaultCase> axis,
      String yes,
      String no) {
    if (all.stream().allMatch(axis) || all.stream().noneMatch(axis)) {
      return "";
    }
    return group.stream().allMatch(axis) ? yes : group.stream().noneMatch(axis) ? no : "";
  }

  private static String text(FaultVerdict facts) {
    return facts.posts()
        + " | "
        + ending(facts)
        + " | "
        + (facts.charge() != null ? "`" + facts.charge() + "`" : "")
        + " | "
        + (facts.bought() > 0 ? "called" : "")
        + " | "
        + facts.journal()
        + " | "
        + facts.recovered()
        + " | ";
  }

  private String ifCancelled(FaultVerdict facts, List<FaultCase> group) {
    Set<String> endings =
        group.stream()
            .map(each -> seen.get(each.butCancelled()).facts())
            .map(then -> then.equals(facts) ? "the same" : then.posts() + ", " + ending(then))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return String.join(" or ", endings) + " |";
  }

  private static String ending(FaultVerdict facts) {
    return ending(facts.result(), "task");
  }

  /** {@return {@code result} with its class as code; {@code good} if nothing went wrong} */
  static String ending(String result, String good) {
    if (result.equals(FaultVerdict.ACCEPTED)) {
      return good;
    }
    int space = result.indexOf(' ');
    return space < 0
        ? "`" + result + "`"
        : "`" + result.substring(0, space) + "`" + result.substring(space);
  }
}
