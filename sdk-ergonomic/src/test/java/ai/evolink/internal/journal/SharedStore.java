package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store that several processes share, in memory, with what a database promises to each: one
 * change at a time, intents that belong to a lease, and answers that may be lost on their way.
 */
public final class SharedStore {
  private static final long SECOND = 1_000_000_000;

  /** How long an intent belongs to a process that is not heard of any more. */
  public static final long LEASE = 30 * SECOND;

  /** How long after that its attempt may still arrive at the service. */
  private static final long RETRY_AFTER = 120 * SECOND;

  private final LongSupplier clock;
  private final JournalIndex index = new JournalIndex();
  private final Map<JournalEntry.Key, Lease> owners = new HashMap<>();
  private final Map<JournalEntry.Key, Long> notBefore = new HashMap<>();
  private @Nullable URI service;

  /** What becomes of a change. */
  public enum Fault {
    NONE,
    NOT_WRITTEN,
    /** It is written, and whoever has made it does not hear so. */
    NOT_TOLD
  }

  /** It ends at some time, unless it is renewed before, and never begins again. */
  private static final class Lease {
    long ends = Long.MAX_VALUE;
  }

  /**
   * @param clock of the database, in nanoseconds since 1970
   */
  public SharedStore(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * {@return the store as one process has it}
   *
   * @param faults asked once for each change
   */
  public Member join(Supplier<Fault> faults) {
    return new Member(faults);
  }

  /** Passes all entries to {@code action}, as the next process would find them. */
  public synchronized void look(Consumer<? super JournalEntry> action) {
    reap();
    index.all().forEach(action);
  }

  private void reap() {
    long now = clock.getAsLong();
    for (Map.Entry<JournalEntry.Key, Lease> owned : List.copyOf(owners.entrySet())) {
      JournalEntry entry = index.get(owned.getKey());
      if (owned.getValue().ends <= now) {
        owners.remove(owned.getKey());
        if (entry != null && entry.state() == JournalState.INTENT) {
          notBefore.put(entry.key(), owned.getValue().ends + RETRY_AFTER);
          index.put(
              entry.toBuilder()
                  .state(JournalState.UNCERTAIN)
                  .orphaned(true)
                  .detail("the process that was sending it is gone")
                  .build());
        }
      }
    }
  }

  private static JournalException away() {
    return new JournalException("The database is away.", null, "Nothing is bought without it.");
  }

  /** The journal of one process. */
  public final class Member implements TaskJournal {
    private final Supplier<Fault> faults;
    private final List<Runnable> owed = new ArrayList<>();
    private final Map<String, JournalEntry.Key> owedTasks = new HashMap<>();
    private final Map<JournalEntry.Key, Lease> sending = new HashMap<>();
    private Lease lease = new Lease();
    private boolean heard = true;
    private int uses;

    private Member(Supplier<Fault> faults) {
      this.faults = faults;
    }

    /** Whether the database hears of the process; if not, its lease will end. */
    public void heard(boolean now) {
      synchronized (SharedStore.this) {
        heard = now;
        renew();
      }
    }

    private void renew() {
      long now = clock.getAsLong();
      if (lease.ends <= now) {
        lease = new Lease();
      }
      lease.ends = heard ? Long.MAX_VALUE : Math.min(lease.ends, now + LEASE);
    }

    @Override
    public void open(URI base) {
      synchronized (SharedStore.this) {
        if (service != null && !service.equals(base)) {
          throw new JournalException(
              "It belongs to " + service + ", not to " + base + ".", null, null);
        }
        service = base;
        renew();
        reap();
        index.dropOld(Instant.ofEpochSecond(0, clock.getAsLong()));
        uses++;
      }
    }

    @Override
    public void close() {
      synchronized (SharedStore.this) {
        if (uses > 0 && --uses == 0) {
          lease.ends = clock.getAsLong();
          sending.clear();
        }
      }
    }

    // ---- what changes

    private <T> T write(Supplier<T> change) {
      synchronized (SharedStore.this) {
        if (uses == 0) {
          throw new JournalException("The journal is closed.", null, "Open a client with it.");
        }
        Fault fault = faults.get();
        if (fault == Fault.NOT_WRITTEN) {
          throw away();
        }
        renew();
        reap();
        owed.forEach(Runnable::run);
        owed.clear();
        owedTasks.clear();
        T result = change.get();
        if (fault == Fault.NOT_TOLD) {
          throw away();
        }
        return result;
      }
    }

    @Override
    public Optional<JournalEntry> intend(JournalEntry intent) {
      Entries.requireIntent(intent);
      return granted(
          intent.key(),
          () -> {
            JournalEntry there = index.latest(intent.key().id());
            if (there == null) {
              begin(intent);
            }
            return Optional.ofNullable(there);
          });
    }

    @Override
    public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
      Entries.requireIntent(next);
      if (!next.key().equals(key.next())) {
        throw new IllegalArgumentException("next must be " + key.next() + ": " + next.key());
      }
      return granted(
          next.key(),
          () -> {
            JournalEntry there = index.latest(key.id());
            if (there == null || !there.key().equals(key) || !there.state().mayBeRetried()) {
              return Optional.ofNullable(there);
            }
            if (there.state() == JournalState.UNCERTAIN
                && clock.getAsLong() < notBefore.getOrDefault(key, 0L)) {
              throw new JournalException(key + " may still be under way.", null, null);
            }
            index.put(there.toBuilder().state(JournalState.RETRIED).build());
            begin(next);
            return Optional.empty();
          });
    }

    private void begin(JournalEntry intent) {
      index.put(intent);
      owners.put(intent.key(), lease);
    }

    /** If nobody knows whether an intent was written, it is taken back, if it is that one. */
    private Optional<JournalEntry> granted(
        JournalEntry.Key key, Supplier<Optional<JournalEntry>> wish) {
      Lease[] under = new Lease[1];
      try {
        Optional<JournalEntry> there =
            write(
                () -> {
                  Optional<JournalEntry> found = wish.get();
                  under[0] = found.isEmpty() ? lease : null;
                  return found;
                });
        if (there.isEmpty()) {
          sending.put(key, lease);
        }
        return there;
      } catch (JournalException e) {
        Lease lost = under[0];
        if (lost != null) {
          owed.add(
              () -> {
                if (owners.get(key) == lost) {
                  withdraw(key);
                }
              });
        }
        throw e;
      }
    }

    @Override
    public boolean mayStillSend(JournalEntry.Key key) {
      synchronized (SharedStore.this) {
        return sending.get(key) == lease && clock.getAsLong() < lease.ends - LEASE / 10;
      }
    }

    @Override
    public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
      sending.remove(key);
      boolean known;
      try {
        known = change(key, entry -> Entries.accepted(entry, task, reserved));
      } catch (JournalException e) {
        owed.add(() -> apply(key, entry -> Entries.accepted(entry, task, reserved)));
        owedTasks.put(task.id(), key);
        throw e;
      }
      if (!known) {
        throw new JournalException("The store knows no attempt " + key, null, "Note the task.");
      }
    }

    @Override
    public void refused(JournalEntry.Key key) {
      sending.remove(key);
      boolean unused =
          write(
              () -> {
                withdraw(key);
                return true;
              });
    }

    private void withdraw(JournalEntry.Key key) {
      JournalEntry gone = index.get(key);
      if (gone == null || !Entries.mayBeRefused(gone)) {
        return;
      }
      JournalEntry before = index.replacedBy(key);
      index.remove(key);
      owners.remove(key);
      if (before != null && before.state() == JournalState.RETRIED) {
        index.put(Entries.reinstated(before, gone));
      }
    }

    private boolean change(JournalEntry.Key key, UnaryOperator<JournalEntry> change) {
      return write(() -> apply(key, change));
    }

    private boolean apply(JournalEntry.Key key, UnaryOperator<JournalEntry> change) {
      JournalEntry before = index.get(key);
      if (before == null) {
        return false;
      }
      JournalEntry after = change.apply(before);
      index.put(after);
      if (after.state() != JournalState.INTENT) {
        owners.remove(key);
      }
      return true;
    }

    @Override
    public void uncertain(JournalEntry.Key key, String detail) {
      sending.remove(key);
      change(key, entry -> Entries.uncertain(entry, detail));
    }

    @Override
    public void hinted(JournalEntry.Key key, String taskId) {
      change(key, entry -> entry.toBuilder().hint(taskId).build());
    }

    @Override
    public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
      byTask(taskId)
          .ifPresent(entry -> change(entry.key(), now -> Entries.ended(now, taskId, state, used)));
    }

    @Override
    public void saved(String taskId) {
      byTask(taskId).ifPresent(entry -> change(entry.key(), now -> Entries.saved(now, taskId)));
    }

    @Override
    public void giveUp(JournalEntry.Key key) {
      change(key, Entries::givenUp);
    }

    @Override
    public int purge(Instant before) {
      return write(
          () -> {
            List<JournalEntry> gone =
                index.all().stream()
                    .filter(Entries::mayBePurged)
                    .filter(entry -> entry.intendedAt().isBefore(before))
                    .toList();
            gone.forEach(entry -> index.settle(entry.key()));
            return gone.size();
          });
    }

    // ---- what is asked

    @Override
    public Optional<JournalEntry> find(String id) {
      synchronized (SharedStore.this) {
        return Optional.ofNullable(index.latest(id));
      }
    }

    @Override
    public Optional<JournalEntry> find(JournalEntry.Key key) {
      synchronized (SharedStore.this) {
        return Optional.ofNullable(index.get(key));
      }
    }

    @Override
    public Optional<JournalEntry> byCallback(String token) {
      synchronized (SharedStore.this) {
        return Optional.ofNullable(index.byCallback(token));
      }
    }

    @Override
    public Optional<JournalEntry> byTask(String taskId) {
      synchronized (SharedStore.this) {
        JournalEntry.Key owing = owedTasks.get(taskId);
        return Optional.ofNullable(owing == null ? index.byTask(taskId) : index.get(owing));
      }
    }

    @Override
    public BigDecimal carried(String ledger) {
      synchronized (SharedStore.this) {
        return index.carried().getOrDefault(ledger, BigDecimal.ZERO);
      }
    }

    @Override
    public void forEach(Consumer<? super JournalEntry> action) {
      List<JournalEntry> all = new ArrayList<>();
      look(all::add);
      all.forEach(action);
    }
  }
}
