package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal file says: one line that tells the format and the service, then the records.
 *
 * <p>A file is written as a whole before it gets its name, and only then appended to. Its first
 * line says how many records were there from the start: nothing of these can be torn.
 *
 * @param service the base URL that the journal belongs to; null if the file is empty, or not a
 *     journal
 * @param intact the number of bytes that could be read; what stands behind them is torn, or damage
 * @param damage why the file must not be used, in half a sentence; null if it may
 */
record JournalContent(@Nullable URI service, int intact, @Nullable String damage) {
  private static final String FORMAT = "journal";
  private static final String VERSION = "version";
  private static final String SERVICE = "service";
  private static final String ENTRIES = "entries";
  private static final String LEDGERS = "ledgers";
  private static final String NAME = "evolink";
  private static final long NEWEST = 1;

  /** Large enough for the disk, and small enough not to matter in memory. */
  private static final int BATCH = 1 << 16;

  /** Writes a whole file. */
  static void write(
      OutputStream out,
      URI service,
      Map<String, BigDecimal> carried,
      List<JournalEntry> entries,
      EntryLines lines)
      throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put(FORMAT, NAME);
    head.put(VERSION, NEWEST);
    head.put(SERVICE, service.toString());
    head.put(ENTRIES, entries.size());
    Map<String, Object> sums = new LinkedHashMap<>();
    carried.forEach((ledger, sum) -> sums.put(ledger, sum.toString()));
    if (!sums.isEmpty()) {
      head.put(LEDGERS, sums);
    }
    StringBuilder batch = new StringBuilder(lines.line(head));
    long at = 0;
    for (JournalEntry entry : entries) {
      if (batch.length() > BATCH) {
        at += write(out, batch, at);
        batch.setLength(0);
      }
      batch.append(lines.line(null, entry));
    }
    write(out, batch, at);
  }

  private static int write(OutputStream out, StringBuilder batch, long at) throws IOException {
    byte[] frame = Frame.of(batch.toString().getBytes(UTF_8), at);
    out.write(frame);
    return frame.length;
  }

  /** Reads a file, and puts its entries into {@code index}, as far as they are intact. */
  static JournalContent read(byte[] file, EntryLines lines, JournalIndex index) {
    Reader reader = new Reader(lines, index);
    Frames frames = new Frames(file);
    int intact = 0;
    for (Frames.Batch batch = frames.next(); batch != null; batch = frames.next()) {
      String problem = reader.read(file, batch);
      if (problem != null) {
        return new JournalContent(reader.service, intact, problem);
      }
      intact = frames.intact();
    }
    String damage = frames.damage();
    if (reader.service == null && file.length > 0) {
      damage = "it is not a journal, or damaged at its start";
    } else if (damage == null && reader.records < reader.atLeast) {
      damage =
          "it was written with "
              + reader.atLeast
              + " records, of which only "
              + reader.records
              + " can be read, up to byte "
              + intact;
    }
    return new JournalContent(reader.service, intact, damage);
  }

  /** What was read so far. */
  private static final class Reader {
    private final EntryLines lines;
    private final JournalIndex index;
    private @Nullable URI service;
    private long atLeast;
    private long records;

    Reader(EntryLines lines, JournalIndex index) {
      this.lines = lines;
      this.index = index;
    }

    /** {@return what is wrong with the batch; null if that is nothing} */
    @Nullable String read(byte[] file, Frames.Batch batch) {
      int from = batch.from();
      try {
        for (int i = from; i < batch.to(); i++) {
          if (file[i] == '\n') {
            if (i > from) {
              read(new String(file, from, i - from, UTF_8));
            }
            from = i + 1;
          }
        }
        return null;
      } catch (NewerException e) {
        return e.getMessage();
      } catch (RuntimeException e) {
        return "the record at byte " + from + " cannot be read (" + e.getMessage() + ")";
      }
    }

    private void read(String line) {
      if (service == null) {
        readHead(lines.object(line));
        return;
      }
      EntryLines.Applied record = lines.read(line, index::get);
      JournalEntry entry = record.entry();
      if (entry == null && record.settled()) {
        index.settle(record.key());
      } else if (entry == null) {
        index.remove(record.key());
      } else {
        index.put(entry);
      }
      records++;
    }

    private void readHead(Map<?, ?> head) {
      if (!NAME.equals(head.get(FORMAT))
          || !(head.get(VERSION) instanceof Long version)
          || version < 1) {
        throw new IllegalArgumentException("the first line is not that of a journal");
      }
      if (version > NEWEST) {
        throw new NewerException(version);
      }
      if (!(head.get(ENTRIES) instanceof Long entries)
          || !(head.get(SERVICE) instanceof String base)) {
        throw new IllegalArgumentException("the first line is incomplete");
      }
      if (head.get(LEDGERS) instanceof Map<?, ?> sums) {
        sums.forEach((ledger, sum) -> index.carry((String) ledger, new BigDecimal((String) sum)));
      }
      atLeast = entries;
      service = URI.create(base);
    }
  }

  private static final class NewerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerException(long version) {
      super(
          "it has format "
              + version
              + ", and this version of the SDK reads up to format "
              + NEWEST
              + "; a newer SDK has written it");
    }
  }
}
