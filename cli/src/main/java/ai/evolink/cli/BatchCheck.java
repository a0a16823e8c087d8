package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at all rows before the first is submitted, and reports all that is wrong with them. */
final class BatchCheck {
  private static final int SHOWN = 20;

  private final Console console;
  private final BatchInput input;
  private final BatchRows rows;
  private final EvolinkClient offline;

  /** By order id and by name of a file: the only things that are kept of rows. */
  private final Map<String, String> orders = new HashMap<>();

  private final Map<String, String> names = new HashMap<>();
  private int total;
  private int wrong;
  private @Nullable BatchMedium medium;

  BatchCheck(Console console, BatchInput input, BatchRows rows, EvolinkClient offline) {
    this.console = console;
    this.input = input;
    this.rows = rows;
    this.offline = offline;
  }

  /**
   * What was found.
   *
   * @param rows how many there are
   */
  record Checked(int rows, BatchMedium medium) {}

  /**
   * @throws CliException if a row cannot be submitted
   */
  Checked run() {
    try (RawRows raw = input.rows()) {
      for (RawRows.Raw next = raw.next(); next != null; next = raw.next()) {
        total++;
        try {
          look(rows.row(next));
        } catch (IllegalArgumentException e) {
          tell(next.place(), Text.ofOptions(String.valueOf(e.getMessage())));
        } catch (CliException e) {
          tell(next.place(), e.failure().message());
        }
      }
    }
    if (wrong > 0) {
      String more = wrong > SHOWN ? " The first " + SHOWN + " are shown." : "";
      throw CliException.usage(
          wrong
              + " of "
              + rows(total)
              + " in "
              + input.name()
              + " cannot be submitted, so nothing was."
              + more,
          "Correct them, or add --unchecked for values that the documentation does not have.");
    }
    if (medium == null) {
      throw CliException.usage(input.name() + " has no rows.", null);
    }
    return new Checked(total, medium);
  }

  static String rows(int count) {
    return count + (count == 1 ? " row" : " rows");
  }

  private void look(BatchRows.Row row) {
    medium = row.medium();
    String same = orders.putIfAbsent(row.orderId(), row.place());
    if (same != null) {
      throw new IllegalArgumentException(
          row.orderId().startsWith("row-")
              ? "is the same as " + same + ": give them order ids of their own if both are wanted"
              : "order_id '" + row.orderId() + "' is that of " + same + " as well");
    }
    String other = names.putIfAbsent(row.name(), row.place());
    if (other != null) {
      throw new IllegalArgumentException(
          "out is '" + row.name() + "', which is the file of " + other + " as well");
    }
    row.medium().check(offline, row.item().request());
  }

  private void tell(String place, String problem) {
    wrong++;
    if (wrong <= SHOWN) {
      console.note(
          input.name() + ", " + place + ": " + problem, Map.of("row", place, "problem", problem));
    }
  }
}
