package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A journal that is only looked at: no lock is taken, and nothing written. */
public final class JournalReader {
  private final JournalContent content;
  private final List<JournalEntry> entries;
  private final long bytes;

  private JournalReader(JournalContent content, List<JournalEntry> entries, long bytes) {
    this.content = content;
    this.entries = entries;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @throws JournalException if that cannot be done
   */
  public static JournalReader read(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString(), null, "there is no such file");
      }
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is not a plain file");
      }
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
        return of(JournalFiles.read(open));
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new JournalException(
          "Cannot read the journal " + file + ": " + e.getMessage() + ".",
          e,
          "Name the file that the client was given.");
    }
  }

  private static JournalReader of(byte[] file) {
    JournalIndex index = new JournalIndex();
    JournalContent content = JournalContent.read(file, new EntryLines(), index);
    return new JournalReader(content, List.copyOf(index.all()), file.length);
  }

  public Optional<URI> service() {
    return Optional.ofNullable(content.service());
  }

  public List<JournalEntry> entries() {
    return entries;
  }

  public long bytes() {
    return bytes;
  }

  public long tornBytes() {
    return content.damage() == null ? bytes - content.intact() : 0;
  }

  public Optional<String> damage() {
    return Optional.ofNullable(content.damage());
  }
}
