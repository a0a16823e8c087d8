package ai.evolink.spec;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** The parameters of a member as {@code surface.txt} writes them: types, each with its name. */
final class SurfaceParameters {
  private SurfaceParameters() {}

  /** Such as {@code String prompt}; empty for what has no parentheses. */
  static List<String> of(String member) {
    List<String> parameters = new ArrayList<>();
    int start = member.indexOf('(');
    if (start < 0) {
      return parameters;
    }
    int depth = 0;
    int from = start + 1;
    for (int i = from; i < member.length(); i++) {
      char c = member.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (depth == 0 && (c == ',' || c == ')')) {
        parameters.add(member.substring(from, i).strip());
        from = i + 1;
      }
    }
    parameters.removeIf(String::isEmpty);
    return parameters;
  }

  static String name(String parameter) {
    return parameter.substring(parameter.lastIndexOf(' ') + 1);
  }

  /** What callers were compiled against: names are no part of it. */
  static String withoutNames(String member) {
    int start = member.indexOf('(');
    return start < 0
        ? member
        : of(member).stream()
            .map(SurfaceParameters::type)
            .collect(joining(", ", member.substring(0, start) + "(", ")"));
  }

  private static String type(String parameter) {
    return parameter.substring(0, parameter.lastIndexOf(' '));
  }
}
