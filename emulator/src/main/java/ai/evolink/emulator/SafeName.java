package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names from callers, made fit to stand in a link. */
final class SafeName {

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int MAX = 120;

  private SafeName() {}

  /** A single step of a path, never empty and never one that leads upwards. */
  static String of(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String safe = UNSAFE.matcher(last).replaceAll("_");
    safe = safe.substring(Math.max(0, safe.length() - MAX));
    return safe.isEmpty() || safe.chars().allMatch(c -> c == '.') ? "file" : safe;
  }

  /** Steps of a path, joined by slashes. */
  static String folder(String folder) {
    List<String> steps = new ArrayList<>();
    for (String step : folder.split("[/\\\\]+", -1)) {
      if (!step.isEmpty() && steps.size() < 8) {
        steps.add(of(step));
      }
    }
    return steps.isEmpty() ? "files" : String.join("/", steps);
  }
}
