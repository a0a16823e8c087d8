package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.JournalEntry;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal file says: one line that tells the format and the service, then the records.
 *
 * @param service the base URL that the journal belongs to; null if the file is new
 * @param intact the number of bytes that could be read; what stands behind them is torn, or damage
 * @param damage why the file must not be used, in half a sentence; null if it may
 */
record JournalContent(@Nullable URI service, int intact, @Nullable String damage) {
  private static final String FORMAT = "journal";
  private static final String VERSION = "version";
  private static final String SERVICE = "service";
  private static final String NAME = "evolink";
  private static final long NEWEST = 1;

  /** {@return a file with {@code records}} */
  static byte[] of(@Nullable URI service, String records) {
    String head =
        "{\"" + FORMAT + "\":\"" + NAME + "\",\"" + VERSION + "\":" + NEWEST + ",\"" + SERVICE
            + "\":\"" + service + "\"}\n";
    return Frame.of((head + records).getBytes(UTF_8));
  }

  /** Reads a file, and puts its entries into {@code index}, as far as they are intact. */
  static JournalContent read(byte[] file, EntryLines lines, JournalIndex index) {
    Frames frames = Frames.read(file);
    if (frames.batches().isEmpty()) {
      return new JournalContent(
          null, 0, frames.damage() == null ? null : "it is not a journal, or damaged at its start");
    }
    URI service = null;
    boolean first = true;
    for (String batch : frames.batches()) {
      for (String line : batch.lines().toList()) {
        try {
          if (first) {
            first = false;
            service = service(lines.object(line));
          } else {
            apply(lines.read(line, index::get), index);
          }
        } catch (NewerException e) {
          return new JournalContent(service, frames.intact(), e.getMessage());
        } catch (RuntimeException e) {
          return new JournalContent(
              service, frames.intact(), "a record cannot be read (" + e.getMessage() + ")");
        }
      }
    }
    return new JournalContent(service, frames.intact(), frames.damage());
  }

  private static void apply(EntryLines.Applied record, JournalIndex index) {
    JournalEntry entry = record.entry();
    if (entry == null) {
      index.remove(record.key());
    } else {
      index.put(entry);
    }
  }

  private static URI service(Map<?, ?> head) {
    if (!NAME.equals(head.get(FORMAT)) || !(head.get(VERSION) instanceof Number version)) {
      throw new IllegalArgumentException("the first line is not that of a journal");
    }
    if (version.longValue() > NEWEST) {
      throw new NewerException(
          "it has format "
              + version
              + ", and this version of the SDK reads up to format "
              + NEWEST
              + "; a newer SDK has written it");
    }
    return URI.create(String.valueOf(head.get(SERVICE)));
  }

  private static final class NewerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerException(String message) {
      super(message);
    }
  }
}
