package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All entries of a journal, found by everything they are asked for by. Not thread-safe. */
final class JournalIndex {
  /** How long an entry without an order id is kept, whatever has become of it. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Map<JournalEntry.Key, JournalEntry> entries = new LinkedHashMap<>();
  private final Map<String, JournalEntry.Key> latest = new HashMap<>();
  private final Map<String, JournalEntry.Key> callbacks = new HashMap<>();
  private final Map<String, JournalEntry.Key> tasks = new HashMap<>();

  /** What entries that are no longer kept have cost, by ledger. */
  private final Map<String, BigDecimal> carried = new TreeMap<>();

  @Nullable JournalEntry get(JournalEntry.Key key) {
    return entries.get(key);
  }

  @Nullable JournalEntry latest(String id) {
    return of(latest.get(id));
  }

  @Nullable JournalEntry byCallback(String token) {
    return of(callbacks.get(token));
  }

  @Nullable JournalEntry byTask(String taskId) {
    return of(tasks.get(taskId));
  }

  private @Nullable JournalEntry of(JournalEntry.@Nullable Key key) {
    return key == null ? null : entries.get(key);
  }

  /** Keeps what is needed of an entry. */
  void put(JournalEntry entry) {
    JournalEntry.Key key = entry.key();
    if (isDone(entry)) {
      carry(entry);
      remove(key);
      return;
    }
    JournalEntry kept = needsBody(entry.state()) ? entry : entry.toBuilder().body(null).build();
    entries.put(key, kept);
    latest.merge(key.id(), key, (one, other) -> one.attempt() > other.attempt() ? one : other);
    kept.callbackToken().ifPresent(token -> callbacks.put(token, key));
    kept.task().ifPresent(task -> tasks.put(task.id(), key));
    kept.otherTasks().forEach(id -> tasks.put(id, key));
  }

  private void carry(JournalEntry entry) {
    String ledger = entry.ledger().orElse(null);
    BigDecimal cost = Entries.cost(entry);
    if (ledger != null && cost != null) {
      carry(ledger, cost);
    }
  }

  void carry(String ledger, BigDecimal cost) {
    carried.merge(ledger, cost, BigDecimal::add);
  }

  /** {@return what entries that are no longer kept have cost, by ledger} */
  Map<String, BigDecimal> carried() {
    return new TreeMap<>(carried);
  }

  /** Removes an entry whose cost still counts. */
  void settle(JournalEntry.Key key) {
    JournalEntry entry = entries.get(key);
    if (entry != null) {
      carry(entry);
      remove(key);
    }
  }

  void remove(JournalEntry.Key key) {
    JournalEntry gone = entries.remove(key);
    if (gone == null) {
      return;
    }
    if (latest.remove(key.id(), key)) {
      JournalEntry before = replacedBy(key);
      if (before != null) {
        latest.put(key.id(), before.key());
      }
    }
    gone.callbackToken().ifPresent(token -> callbacks.remove(token, key));
    gone.task().ifPresent(task -> tasks.remove(task.id(), key));
    gone.otherTasks().forEach(id -> tasks.remove(id, key));
  }

  /** {@return the last attempt before that one; null if none is kept} */
  @Nullable JournalEntry replacedBy(JournalEntry.Key key) {
    for (int attempt = key.attempt() - 1; attempt > 0; attempt--) {
      JournalEntry before = entries.get(new JournalEntry.Key(key.id(), attempt));
      if (before != null) {
        return before;
      }
    }
    return null;
  }

  /** Takes what an earlier process was about to send for uncertain: nobody hears the answer. */
  void inherit() {
    for (JournalEntry entry : all()) {
      if (entry.state() == JournalState.INTENT) {
        put(
            entry.toBuilder()
                .state(JournalState.UNCERTAIN)
                .orphaned(true)
                .detail("the process that was sending it is gone")
                .build());
      }
    }
  }

  /** Drops the entries without an order id that nobody has asked for in 30 days. */
  void dropOld(Instant now) {
    Instant oldest = now.minus(KEPT);
    for (JournalEntry entry : all()) {
      if (entry.orderId().isEmpty() && entry.intendedAt().isBefore(oldest)) {
        settle(entry.key());
      }
    }
  }

  /** {@return the entries in the order in which they were made} */
  List<JournalEntry> all() {
    return new ArrayList<>(entries.values());
  }

  void clear() {
    entries.clear();
    latest.clear();
    callbacks.clear();
    tasks.clear();
    carried.clear();
  }

  /** Whether nobody can ask for the entry any more: it has no order id, and all was saved. */
  private static boolean isDone(JournalEntry entry) {
    return entry.isSaved() && entry.orderId().isEmpty();
  }

  /** Whether the request may be sent again by somebody who has only the journal. */
  private static boolean needsBody(JournalState state) {
    return switch (state) {
      case INTENT, UNCERTAIN, ACCEPTED, FAILED, CANCELLED -> true;
      case COMPLETED, RETRIED, GIVEN_UP -> false;
    };
  }
}
