package ai.evolink.cli.history;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal that a client is given. It lives in memory, and what happens in it is written to a
 * file of this process, which is made with the first record. A file that cannot be written is told
 * once and stops nothing: the history is a convenience, and no reason not to buy.
 */
final class MirroredJournal implements TaskJournal {
  /** Where a new file goes. */
  interface Place {
    Path fresh() throws IOException;
  }

  private final TaskJournal memory = TaskJournal.inMemory();
  private final List<JournalEntry> earlier = new ArrayList<>();
  private final Place place;
  private final Consumer<Exception> broken;
  private @Nullable URI service;
  private @Nullable TaskJournal file;
  private boolean failed;

  /**
   * @param broken told once why nothing can be written
   */
  MirroredJournal(Place place, Consumer<Exception> broken) {
    this.place = place;
    this.broken = broken;
  }

  @Override
  public synchronized void open(URI service) {
    this.service = service;
    memory.open(service);
    earlier.forEach(entry -> Replay.into(memory, entry));
    earlier.clear();
  }

  @Override
  public synchronized void close() {
    memory.close();
    TaskJournal open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Takes up what an earlier process has bought, once this is opened; it is written when something
   * happens to it.
   */
  synchronized void adopt(JournalEntry entry) {
    earlier.add(entry);
  }

  /** {@return the base URL of the client; empty before it has opened this} */
  synchronized Optional<URI> service() {
    return Optional.ofNullable(service);
  }

  // ---- what happens

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    // Entries without an order id go once they are saved, and a history shall have those too.
    JournalEntry kept = intent.toBuilder().ordered(true).build();
    Optional<JournalEntry> there = memory.intend(kept);
    if (there.isEmpty()) {
      write(kept.key());
    }
    return there;
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    memory.accepted(key, task, reserved);
    write(key, journal -> journal.accepted(key, task, reserved));
  }

  @Override
  public void refused(JournalEntry.Key key) {
    memory.refused(key);
    write(key, journal -> journal.refused(key));
  }

  @Override
  public void uncertain(JournalEntry.Key key, String detail) {
    memory.uncertain(key, detail);
    write(key, journal -> journal.uncertain(key, detail));
  }

  @Override
  public void hinted(JournalEntry.Key key, String taskId) {
    memory.hinted(key, taskId);
    write(key, journal -> journal.hinted(key, taskId));
  }

  @Override
  public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    JournalEntry.Key key = byTask(taskId).map(JournalEntry::key).orElse(null);
    memory.ended(taskId, state, used);
    if (key != null) {
      write(key, journal -> journal.ended(taskId, state, used));
    }
  }

  @Override
  public void saved(String taskId) {
    JournalEntry.Key key = byTask(taskId).map(JournalEntry::key).orElse(null);
    memory.saved(taskId);
    if (key != null) {
      write(key, journal -> journal.saved(taskId));
    }
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    JournalEntry kept = next.toBuilder().ordered(true).build();
    Optional<JournalEntry> there = memory.retry(key, kept);
    if (there.isEmpty()) {
      write(kept.key());
    }
    return there;
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    memory.giveUp(key);
    write(key, journal -> journal.giveUp(key));
  }

  @Override
  public int purge(Instant before) {
    return memory.purge(before);
  }

  private void write(JournalEntry.Key key) {
    write(key, journal -> {});
  }

  /** Takes {@code step} in the file, or copies the entry as it is now if the file has none. */
  private synchronized void write(JournalEntry.Key key, Consumer<TaskJournal> step) {
    if (failed) {
      return;
    }
    try {
      TaskJournal journal = file();
      JournalEntry entry = memory.find(key).orElse(null);
      if (entry != null && journal.find(key).isEmpty()) {
        Replay.into(journal, entry);
      } else {
        step.accept(journal);
      }
    } catch (IOException | RuntimeException e) {
      failed = true;
      broken.accept(e);
    }
  }

  private TaskJournal file() throws IOException {
    TaskJournal open = file;
    if (open == null) {
      URI base = service;
      if (base == null) {
        throw new IOException("no client has opened the history");
      }
      open = TaskJournal.file(place.fresh());
      open.open(base);
      file = open;
    }
    return open;
  }

  // ---- what is there

  @Override
  public Optional<JournalEntry> find(String id) {
    return memory.find(id);
  }

  @Override
  public Optional<JournalEntry> find(JournalEntry.Key key) {
    return memory.find(key);
  }

  @Override
  public Optional<JournalEntry> byCallback(String token) {
    return memory.byCallback(token);
  }

  @Override
  public Optional<JournalEntry> byTask(String taskId) {
    return memory.byTask(taskId);
  }

  @Override
  public BigDecimal carried(String ledger) {
    return memory.carried(ledger);
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    memory.forEach(action);
  }
}
