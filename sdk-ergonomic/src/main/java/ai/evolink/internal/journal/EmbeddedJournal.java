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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps all entries in memory and writes every change to a {@link JournalStorage}.
 *
 * <p>Changes are made in memory first, in the order in which they are written. Who makes one
 * returns when it is as durable as was promised; others may see it before that. If it cannot be
 * written, what was about to be sent is taken back, and everything else is kept, for the next write
 * that succeeds contains it.
 */
public final class EmbeddedJournal implements TaskJournal {
  private final JournalStorage storage;
  private final WaitClock clock;
  private final EntryLines lines = new EntryLines();
  private final JournalIndex index = new JournalIndex();
  private final JournalWriter writer;

  /** Held while the journal is opened or closed, which may take seconds; before that of this. */
  private final Object lifecycle = new Object();

  private @Nullable URI service;
  private int uses;

  public EmbeddedJournal(JournalStorage storage) {
    this(storage, WaitClock.system());
  }

  /**
   * @param clock tells which entries are old enough to be dropped
   */
  public EmbeddedJournal(JournalStorage storage, WaitClock clock) {
    this.storage = storage;
    this.clock = clock;
    this.writer = new JournalWriter(storage.name());
  }

  // ---- opening and closing

  @Override
  public void open(URI base) {
    synchronized (lifecycle) {
      URI own = service;
      if (own == null) {
        load(base);
      } else {
        requireSame(own, base);
      }
      uses++;
    }
  }

  private void load(URI base) {
    byte[] content;
    try {
      content = storage.open();
    } catch (IOException e) {
      throw new JournalException(
          "Cannot open the " + storage.name() + ": " + JournalWriter.told(e) + ".",
          e,
          "Name a file in a folder of a local disk that may be written to.");
    }
    boolean loaded = false;
    try {
      synchronized (this) {
        read(content, base);
        index.inherit();
        index.dropOld(clock.instant());
      }
      GroupCommit opened = new GroupCommit(storage, () -> content(base));
      opened.start();
      synchronized (this) {
        writer.open(opened);
      }
      service = base;
      loaded = true;
    } catch (IOException e) {
      throw writer.failed(e);
    } finally {
      if (!loaded) {
        end();
      }
    }
  }

  private void read(byte[] content, URI base) {
    JournalContent read = JournalContent.read(content, lines, index);
    if (read.damage() != null) {
      throw new JournalException(
          "The " + storage.name() + " cannot be used: " + read.damage() + ".",
          null,
          "Nothing is bought without it. Look with: evolink journal check FILE");
    }
    if (read.service() != null) {
      requireSame(read.service(), base);
    }
    if (read.intact() < content.length) {
      Log.LOGGER.log(
          Level.WARNING,
          "The {0} ends in the middle of a write; the last {1} bytes are dropped.",
          storage.name(),
          content.length - read.intact());
    }
  }

  private void requireSame(URI own, URI base) {
    if (!own.equals(base)) {
      throw new JournalException(
          "The " + storage.name() + " belongs to " + own + ", not to " + base + ".",
          null,
          "Use one journal for each base URL.");
    }
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      if (uses == 0 || --uses > 0) {
        return;
      }
      @Nullable GroupCommit closing;
      synchronized (this) {
        closing = writer.close();
      }
      try {
        if (closing != null) {
          closing.await(closing.add("", true));
        }
      } catch (IOException e) {
        Log.LOGGER.log(
            Level.ERROR, writer.failed(e).summary() + " It is closed without its last entries.");
      } finally {
        end();
      }
    }
  }

  private void end() {
    storage.close();
    service = null;
    synchronized (this) {
      index.clear();
    }
  }

  /** {@return all that is known, to be written as a whole file} */
  private JournalStorage.Content content(URI base) {
    List<JournalEntry> all;
    Map<String, BigDecimal> carried;
    synchronized (this) {
      all = index.all();
      carried = index.carried();
    }
    return out -> JournalContent.write(out, base, carried, all, lines);
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
  public synchronized BigDecimal carried(String ledger) {
    return index.carried().getOrDefault(ledger, BigDecimal.ZERO);
  }

  private synchronized List<JournalEntry> all() {
    return index.all();
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    all().forEach(action);
  }

  // ---- what changes

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    Entries.requireIntent(intent);
    JournalWriter.Ticket ticket;
    synchronized (this) {
      JournalEntry there = index.latest(intent.key().id());
      if (there != null) {
        return Optional.of(there);
      }
      ticket = writer.add(lines.line(null, intent), true);
      index.put(intent);
    }
    awaitOrWithdraw(ticket, intent.key());
    return Optional.empty();
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    Entries.requireIntent(next);
    if (!next.key().equals(key.next())) {
      throw new IllegalArgumentException("next must be " + key.next() + ", but was " + next.key());
    }
    JournalWriter.Ticket ticket;
    synchronized (this) {
      JournalEntry there = index.latest(key.id());
      if (there == null || !there.key().equals(key) || !there.state().mayBeRetried()) {
        return Optional.ofNullable(there);
      }
      JournalEntry replaced = there.toBuilder().state(JournalState.RETRIED).build();
      ticket = writer.add(lines.line(there, replaced) + lines.line(null, next), true);
      index.put(replaced);
      index.put(next);
    }
    awaitOrWithdraw(ticket, next.key());
    return Optional.empty();
  }

  /**
   * If the write fails, nothing is sent. What is on disk nevertheless looks like an uncertain
   * attempt, which is safe, until the next write corrects it.
   */
  private void awaitOrWithdraw(JournalWriter.Ticket ticket, JournalEntry.Key key) {
    boolean written = false;
    try {
      ticket.await();
      written = true;
    } finally {
      if (!written) {
        synchronized (this) {
          if (writer.isOpen()) {
            withdraw(key);
          }
        }
      }
    }
  }

  @Override
  public void refused(JournalEntry.Key key) {
    JournalWriter.@Nullable Ticket ticket;
    synchronized (this) {
      ticket = withdraw(key);
    }
    if (ticket != null) {
      ticket.await();
    }
  }

  /** Forgets an attempt that bought nothing; the one that it has replaced stands again. */
  private JournalWriter.@Nullable Ticket withdraw(JournalEntry.Key key) {
    JournalEntry gone = index.get(key);
    if (gone == null || !Entries.mayBeRefused(gone)) {
      return null;
    }
    JournalEntry before = index.replacedBy(key);
    if (before == null || before.state() != JournalState.RETRIED) {
      JournalWriter.Ticket ticket = writer.add(lines.forgotten(key), false);
      index.remove(key);
      return ticket;
    }
    JournalEntry again = Entries.reinstated(before, gone);
    JournalWriter.Ticket ticket =
        writer.add(lines.forgotten(key) + lines.line(before, again), false);
    index.remove(key);
    index.put(again);
    return ticket;
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    if (!change(key, true, entry -> Entries.accepted(entry, task, reserved))) {
      throw new JournalException(
          "The " + storage.name() + " knows no attempt " + key + " that could have bought a task.",
          null,
          "Note the id of the task: nothing else will.");
    }
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
    byTask(taskId)
        .ifPresent(
            entry -> change(entry.key(), false, now -> Entries.ended(now, taskId, state, used)));
  }

  @Override
  public void saved(String taskId) {
    byTask(taskId)
        .ifPresent(entry -> change(entry.key(), false, now -> Entries.saved(now, taskId)));
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    change(key, true, Entries::givenUp);
  }

  @Override
  public int purge(Instant before) {
    List<JournalEntry> gone;
    JournalWriter.Ticket ticket;
    synchronized (this) {
      gone =
          index.all().stream()
              .filter(entry -> Entries.mayBePurged(entry) && entry.intendedAt().isBefore(before))
              .toList();
      StringBuilder records = new StringBuilder();
      gone.forEach(entry -> records.append(lines.settled(entry.key())));
      ticket = writer.add(records.toString(), true);
      gone.forEach(entry -> index.settle(entry.key()));
    }
    ticket.await();
    return gone.size();
  }

  /**
   * Writes what {@code change} makes of an entry. If that is the entry itself, only waits until it
   * is written, since that may have failed before.
   *
   * @return false if there is no such entry
   */
  private boolean change(JournalEntry.Key key, boolean forced, UnaryOperator<JournalEntry> change) {
    JournalWriter.Ticket ticket;
    synchronized (this) {
      JournalEntry before = index.get(key);
      if (before == null) {
        writer.requireOpen();
        return false;
      }
      JournalEntry after = change.apply(before);
      ticket = writer.add(after.equals(before) ? "" : lines.line(before, after), forced);
      index.put(after);
    }
    ticket.await();
    return true;
  }
}
