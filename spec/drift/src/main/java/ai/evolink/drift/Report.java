package ai.evolink.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is printed: differences by their source, then those that a dispute allows. */
final class Report {
  private static final int MOST_MODELS = 4;

  private final List<Difference> open = new ArrayList<>();
  private final Map<String, List<Difference>> allowed = new LinkedHashMap<>();

  Report(List<Difference> all, Disputes disputes) {
    for (Difference difference : all) {
      Optional<String> subject = disputes.allows(difference);
      if (subject.isPresent()) {
        allowed.computeIfAbsent(subject.get(), any -> new ArrayList<>()).add(difference);
      } else {
        open.add(difference);
      }
    }
  }

  boolean isClean() {
    return open.isEmpty();
  }

  String text() {
    int meant = allowed.values().stream().mapToInt(List::size).sum();
    StringBuilder text = new StringBuilder();
    text.append(open.size()).append(" differences, ").append(meant).append(" more are disputes\n");
    Map<String, List<Difference>> bySource = new LinkedHashMap<>();
    open.forEach(
        found -> bySource.computeIfAbsent(found.source(), any -> new ArrayList<>()).add(found));
    bySource.forEach(
        (source, differences) -> {
          text.append('\n').append(source).append('\n');
          lines(differences).forEach(line -> text.append("  ").append(line).append('\n'));
        });
    if (!allowed.isEmpty()) {
      text.append("\ndisputes\n");
      allowed.forEach(
          (subject, differences) ->
              text.append("  ")
                  .append(subject)
                  .append(": ")
                  .append(differences.size())
                  .append('\n'));
    }
    return text.toString();
  }

  /** Models with the same difference share a line. */
  private static List<String> lines(List<Difference> differences) {
    Map<Difference, List<String>> models = new LinkedHashMap<>();
    for (Difference found : differences) {
      Difference shared =
          new Difference(found.source(), found.subject(), "", found.place(), found.what());
      models.computeIfAbsent(shared, any -> new ArrayList<>()).add(found.model());
    }
    List<String> lines = new ArrayList<>();
    models.forEach((shared, ids) -> lines.add(shared.line(named(ids))));
    lines.sort(null);
    return lines;
  }

  private static String named(List<String> models) {
    return models.size() <= MOST_MODELS
        ? String.join(", ", models)
        : models.get(0) + " and " + (models.size() - 1) + " more";
  }
}
