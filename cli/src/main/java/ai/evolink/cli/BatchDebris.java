package ai.evolink.cli;

import ai.evolink.JournalEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files where those of a batch will be, which the journal cannot explain: either somebody else's,
 * or those of a run whose journal is another or is lost, so that all would be bought again.
 */
final class BatchDebris {
  private static final List<String> ENDINGS =
      List.of("", ".png", ".jpg", ".webp", ".mp4", ".webm", ".mov", ".mp3", ".wav", ".m4a");

  private final BatchInput input;
  private final BatchRows maker;
  private final Function<String, Optional<JournalEntry>> journal;

  BatchDebris(BatchInput input, BatchRows maker, Function<String, Optional<JournalEntry>> journal) {
    this.input = input;
    this.maker = maker;
    this.journal = journal;
  }

  void requireNone(boolean force) {
    if (force) {
      return;
    }
    try (RawRows rows = input.rows()) {
      for (RawRows.Raw raw = rows.next(); raw != null; raw = rows.next()) {
        BatchRows.Row row = maker.row(raw);
        Path there = there(row.item().file().orElseThrow());
        if (there != null && journal.apply(row.orderId()).isEmpty()) {
          throw CliException.usage(
              there
                  + " exists, and the journal knows nothing of '"
                  + row.orderId()
                  + "' ("
                  + raw.place()
                  + "). Nothing was submitted.",
              "Name the journal of the run that made it with --journal, or add --force to buy such"
                  + " rows and replace their files.");
        }
      }
    }
  }

  private static @Nullable Path there(Path file) {
    for (String ending : ENDINGS) {
      Path named = file.resolveSibling(file.getFileName() + ending);
      if (Files.exists(named)) {
        return named;
      }
    }
    return null;
  }
}
