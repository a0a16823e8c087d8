package ai.evolink.generated;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines in which two lists of different lines differ, and none of those that they share. */
public final class TextDiff {
  private static final int MOST_SHOWN = 60;

  private TextDiff() {}

  /**
   * What is gone and what has come, as a patch shows it; a change of one line as both.
   *
   * @return empty if the lists hold the same lines
   */
  public static List<String> of(List<String> before, List<String> after) {
    Set<String> gone = new LinkedHashSet<>(before);
    after.forEach(gone::remove);
    Set<String> come = new LinkedHashSet<>(after);
    before.forEach(come::remove);
    List<String> lines = new ArrayList<>();
    gone.forEach(line -> lines.add("- " + line));
    come.forEach(line -> lines.add("+ " + line));
    lines.sort((one, other) -> one.substring(2).compareTo(other.substring(2)));
    return lines;
  }

  /**
   * What to say if two lists ought to be the same: the difference, then what to do.
   *
   * @param file what the first list is in
   * @param remedy what to do if the change is meant
   */
  public static String message(String file, List<String> differences, String remedy) {
    List<String> shown = differences.subList(0, Math.min(MOST_SHOWN, differences.size()));
    int hidden = differences.size() - shown.size();
    return file
        + " differs in "
        + differences.size()
        + " lines:\n"
        + String.join("\n", shown)
        + (hidden == 0 ? "" : "\nand " + hidden + " more")
        + "\n"
        + remedy;
  }
}
