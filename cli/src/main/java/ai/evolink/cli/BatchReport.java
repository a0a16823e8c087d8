package ai.evolink.cli;

import ai.evolink.BatchEnd;
import ai.evolink.EvolinkException;
import ai.evolink.TaskHandle;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How each row has ended, as CSV in the order in which they did. It appears under its name once it
 * is complete, so that a killed run leaves the report of the run before. Thread-safe.
 */
final class BatchReport implements AutoCloseable {
  private static final String ORDER = "^Order \"[^\"]*\": ";

  private final @Nullable Path file;
  private final @Nullable Path part;
  private final @Nullable CsvWriter writer;
  private boolean closed;

  private BatchReport(@Nullable Path file, @Nullable Path part, @Nullable CsvWriter writer) {
    this.file = file;
    this.part = part;
    this.writer = writer;
  }

  /**
   * @param name null for none
   */
  static BatchReport to(@Nullable String name) {
    if (name == null) {
      return new BatchReport(null, null, null);
    }
    Path file = Arguments.path(name);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      CsvWriter writer = CsvWriter.builder().build(part, StandardCharsets.UTF_8);
      writer.writeRecord("order_id", "status", "file", "credits", "task", "error");
      return new BatchReport(file, part, writer);
    } catch (IOException e) {
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "Cannot write to " + name + ": " + Text.problem(e) + ". Nothing was submitted.",
              "Name another place with --report."),
          e);
    }
  }

  /**
   * @param givenUp whether it is uncertain, and nobody is to be asked any more
   */
  synchronized void add(BatchEnd end, boolean givenUp) {
    if (writer != null && !closed) {
      writer.writeRecord(
          end.item().orderId().orElse(""),
          givenUp ? "given_up" : word(end.state()),
          end.files().stream().map(Path::toString).collect(Collectors.joining(" ")),
          end.credits().map(BigDecimal::toPlainString).orElse(""),
          end.task().map(TaskHandle::id).orElse(""),
          end.problem().map(BatchReport::words).orElse(""));
    }
  }

  /** The status for machines. */
  static String word(BatchEnd.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** What went wrong; a spreadsheet shall not take what a server wrote for a formula. */
  static String words(RuntimeException problem) {
    String text = problem instanceof EvolinkException ours ? ours.summary() : problem.getMessage();
    String plain = String.valueOf(text).replaceFirst(ORDER, ""); // which its row says already
    String line = Text.ofOptions(Text.harmless(plain));
    return line.isEmpty() || "=+-@\t".indexOf(line.charAt(0)) < 0 ? line : "'" + line;
  }

  @Override
  public synchronized void close() {
    if (writer == null || file == null || part == null || closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not write " + file + ": " + Text.problem(e), e);
    }
  }
}
