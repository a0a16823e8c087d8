package ai.evolink.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other. */
interface RawRows extends AutoCloseable {
  /**
   * A row as it stands in the file.
   *
   * @param place such as {@code row 7}, as a spreadsheet or an editor counts
   * @param values by column; what is empty is left out
   * @param typed whether values have the types of JSON; otherwise all are text
   * @param problem why it cannot be read; null if it can
   */
  record Raw(String place, Map<String, Object> values, boolean typed, @Nullable String problem) {
    static Raw unreadable(String place, boolean typed, String problem) {
      return new Raw(place, Map.of(), typed, problem);
    }
  }

  /**
   * {@return the next row; null after the last}
   *
   * @throws CliException if the file itself cannot be read
   */
  @Nullable Raw next();

  @Override
  void close();
}
