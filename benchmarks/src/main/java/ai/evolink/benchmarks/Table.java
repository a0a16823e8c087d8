package ai.evolink.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown whose rows appear as they are measured. */
final class Table {
  private final int columns;

  Table(String... heads) {
    this.columns = heads.length;
    print(List.of(heads));
    List<String> rule = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      rule.add(i == 0 ? "---" : "---:");
    }
    print(rule);
  }

  /** Prints a row; numbers that are not whole get one decimal. */
  void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells in " + columns + " columns");
    }
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(
          cell instanceof Double number
              ? String.format(Locale.ROOT, "%.1f", number)
              : cell instanceof Number whole
                  ? String.format(Locale.ROOT, "%,d", whole.longValue())
                  : String.valueOf(cell));
    }
    print(texts);
  }

  private static void print(List<String> cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }
}
