package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.WaitClock;
import ai.evolink.internal.text.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps all entries in memory and writes every change to a {@link JournalStorage}.
 *
 * <p>Changes are made in memory first, in the order in which they are written; nobody is told of
 * one before it is as durable as it has to be.
 */
public final class EmbeddedJournal implements TaskJournal {
  private final JournalStorage storage;
  private final EntryLines lines = new EntryLines();
  private final JournalIndex index = new JournalIndex();
  private @Nullable GroupCommit commit;
  private @Nullable URI service;
  private int uses;

  public EmbeddedJournal(JournalStorage storage) {
    this.storage = storage;
  }

  @Override
  public synchronized void open(URI base) {
    if (uses == 0) {
      load(base);
    }
    requireSame(base);
    uses++;
  }

  private void load(URI base) {
    byte[] content;
    try {
      content = storage.open();
    } catch (IOException e) {
      throw new JournalException(
          "Cannot open the " + storage.name() + ": " + told(e) + ".",
          e,
          "Name a file in a folder of a local disk that may be written to.");
    }
    boolean loaded = false;
    try {
      JournalContent read = JournalContent.read(content, lines, index);
      if (read.damage() != null) {
        throw new JournalException(
            "The " + storage.name() + " cannot be used: " + read.damage() + ".",
            null,
            "Nothing is bought without it. Look with: evolink journal check FILE");
      }
      service = read.service() == null ? base : read.service();
      requireSame(base);
      if (read.intact() < content.length) {
        Log.LOGGER.log(
            Level.WARNING,
            "{0} ends in the middle of a write; the last {1} bytes are dropped.",
            "The " + storage.name(),
            content.length - read.intact());
        storage.truncate(read.intact());
      }
      index.inherit();
      index.dropOld(WaitClock.system().instant());
      commit = new GroupCommit(storage, this::content);
      commit.compactNow();
      loaded = true;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      if (!loaded) {
        end();
      }
    }
  }

  private void requireSame(URI base) {
    URI own = service;
    if (own != null && !own.equals(base)) {
      throw new JournalException(
          "The " + storage.name() + " belongs to " + own + ", not to " + base + ".",
          null,
          "Use one journal for each base URL.");
    }
  }

  @Override
  public synchronized void close() {
    if (uses > 0 && --uses == 0) {
      end();
    }
  }

  private void end() {
    storage.close();
    index.clear();
    commit = null;
    service = null;
  }

  /** {@return all that is known, as a file holds it} */
  private synchronized byte[] content() {
    StringBuilder text = new StringBuilder();
    for (JournalEntry entry : index.all()) {
      text.append(lines.line(null, entry));
    }
    return JournalContent.of(service, text.toString());
  }

  // ---- what is asked

  @Override
  public synchronized Optional<JournalEntry> find(String id) {
    return Optional.ofNullable(index.latest(id));
  }

  @Override
  public synchronized Optional<JournalEntry> find(JournalEntry.Key key) {
    return Optional.ofNullable(index.get(key));
  }

  @Override
  public synchronized Optional<JournalEntry> byCallback(String token) {
    return Optional.ofNullable(index.byCallback(token));
  }

  @Override
  public synchronized Optional<JournalEntry> byTask(String taskId) {
    return Optional.ofNullable(index.byTask(taskId));
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    List<JournalEntry> all;
    synchronized (this) {
      all = index.all();
    }
    all.forEach(action);
  }

  // ---- what changes

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    Ticket ticket;
    synchronized (this) {
      JournalEntry there = index.latest(intent.key().id());
      if (there != null) {
        return Optional.of(there);
      }
      ticket = put(null, intent, true);
    }
    try {
      ticket.await();
    } catch (JournalException e) {
      takeBack(intent.key());
      throw e;
    }
    return Optional.empty();
  }

  /** Nothing will be sent; what may be on disk looks like an uncertain attempt, which is safe. */
  private void takeBack(JournalEntry.Key key) {
    synchronized (this) {
      index.remove(key);
    }
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    change(key, true, entry -> Entries.accepted(entry, task, reserved));
  }

  @Override
  public void refused(JournalEntry.Key key) {
    Ticket ticket;
    synchronized (this) {
      if (index.get(key) == null) {
        return;
      }
      index.remove(key);
      ticket = new Ticket(lines.forgotten(key), false);
    }
    ticket.await();
  }

  @Override
  public void uncertain(JournalEntry.Key key, String detail) {
    change(key, false, entry -> Entries.uncertain(entry, detail));
  }

  @Override
  public void hinted(JournalEntry.Key key, String taskId) {
    change(key, false, entry -> entry.toBuilder().hint(taskId).build());
  }

  @Override
  public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    changeTask(taskId, entry -> Entries.ended(entry, taskId, state, used));
  }

  @Override
  public void saved(String taskId) {
    changeTask(taskId, entry -> Entries.saved(entry, taskId));
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    Ticket ticket;
    synchronized (this) {
      JournalEntry there = index.latest(key.id());
      if (there == null || !there.key().equals(key) || !there.state().mayBeRetried()) {
        return Optional.ofNullable(there);
      }
      put(there, there.toBuilder().state(JournalState.RETRIED).build(), true);
      ticket = put(null, next, true);
    }
    ticket.await();
    return Optional.empty();
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    change(key, true, Entries::givenUp);
  }

  @Override
  public int purge(Instant before) {
    int count = 0;
    Ticket ticket = null;
    synchronized (this) {
      for (JournalEntry entry : index.all()) {
        if (Entries.mayBePurged(entry) && entry.intendedAt().isBefore(before)) {
          index.remove(entry.key());
          ticket = new Ticket(lines.forgotten(entry.key()), true);
          count++;
        }
      }
    }
    if (ticket != null) {
      ticket.await();
    }
    return count;
  }

  private void changeTask(String taskId, UnaryOperator<JournalEntry> change) {
    JournalEntry entry;
    synchronized (this) {
      entry = index.byTask(taskId);
    }
    if (entry != null) {
      change(entry.key(), false, change);
    }
  }

  /** Writes what {@code change} makes of an entry; nothing if that is the entry itself. */
  private void change(JournalEntry.Key key, boolean forced, UnaryOperator<JournalEntry> change) {
    Ticket ticket;
    synchronized (this) {
      JournalEntry before = index.get(key);
      if (before == null) {
        return;
      }
      JournalEntry after = change.apply(before);
      if (after.equals(before)) {
        return;
      }
      ticket = put(before, after, forced);
    }
    ticket.await();
  }

  private Ticket put(@Nullable JournalEntry before, JournalEntry after, boolean forced) {
    index.put(after);
    return new Ticket(lines.line(before, after), forced);
  }

  /** A record on its way. Made while the journal is locked, so that the order is kept. */
  private final class Ticket {
    private final GroupCommit on;
    private final long batch;

    Ticket(String line, boolean forced) {
      GroupCommit open = commit;
      if (open == null) {
        throw new JournalException(
            "The " + storage.name() + " is closed.", null, "Make a new client.");
      }
      this.on = open;
      this.batch = open.add(line, forced);
    }

    void await() {
      try {
        on.await(batch);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private JournalException failed(IOException e) {
    return new JournalException(
        "Cannot write the " + storage.name() + ": " + told(e) + ".",
        e,
        "No submit is sent until it can be written again.");
  }

  private static String told(IOException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : e.getClass().getSimpleName() + ": " + message;
  }
}
