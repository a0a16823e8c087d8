package ai.evolink;

import ai.evolink.internal.journal.JournalReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is in the file of a journal, whatever state it is in: for tools that look at the journal of
 * another process, or at one that {@link TaskJournal#file} refuses. Immutable.
 *
 * <pre>{@code
 * JournalReport report = JournalReport.read(Path.of("evolink.journal"));
 * report.damage().ifPresent(System.err::println);
 * report.entries().forEach(System.out::println);
 * }</pre>
 */
public final class JournalReport {
  private final JournalReader read;

  private JournalReport(JournalReader read) {
    this.read = read;
  }

  /**
   * Reads a journal as it is at this moment. Takes no lock and changes nothing, so a client may
   * have it open; what that client is just writing may then count as torn.
   *
   * @throws JournalException if there is no such file, or it cannot be read
   */
  public static JournalReport read(Path file) {
    return new JournalReport(JournalReader.read(Objects.requireNonNull(file, "file")));
  }

  /** {@return the base URL that the journal belongs to; empty if the file does not tell} */
  public Optional<URI> service() {
    return read.service();
  }

  /**
   * {@return the entries, in the order in which they were made} Those of a damaged file end before
   * the damage. An entry in the state {@link JournalState#INTENT} is under way if its process is
   * alive, and {@linkplain JournalState#UNCERTAIN uncertain} if it is not.
   */
  public List<JournalEntry> entries() {
    return read.entries();
  }

  /** {@return the number of bytes of the file} */
  public long bytes() {
    return read.bytes();
  }

  /**
   * {@return the number of bytes at its end that are the rest of a write that was cut off} Zero for
   * most files. Nobody was told that they are durable, and they are dropped when the journal is
   * opened.
   */
  public long tornBytes() {
    return read.tornBytes();
  }

  /**
   * {@return what is wrong with the file, with the place, in half a sentence; empty for one that
   * can be opened} Nothing is bought with a damaged journal.
   */
  public Optional<String> damage() {
    return read.damage();
  }

  @Override
  public String toString() {
    return "JournalReport["
        + service().map(base -> base + ", ").orElse("")
        + entries().size()
        + " entries, "
        + bytes()
        + " bytes"
        + (tornBytes() == 0 ? "" : ", " + tornBytes() + " torn")
        + damage().map(damage -> ", damaged: " + damage).orElse("")
        + "]";
  }
}
