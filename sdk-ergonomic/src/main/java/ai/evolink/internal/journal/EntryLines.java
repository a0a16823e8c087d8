package ai.evolink.internal.journal;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a journal: a line of JSON each, with the key of an entry and what has changed of
 * it. Reading a journal means to apply them in their order; the first one of an entry has all of
 * its values.
 */
final class EntryLines {
  private static final String ID = "id";
  private static final String ATTEMPT = "attempt";
  private static final String FORGOTTEN = "forgotten";
  private static final String SETTLED = "settled";

  private final JsonAdapter<Object> json = EvolinkJson.moshi().adapter(Object.class);

  /**
   * {@return the record that turns {@code before} into {@code after}} Values can be added and
   * changed, but not removed.
   *
   * @param before null if there was no entry
   */
  String line(@Nullable JournalEntry before, JournalEntry after) {
    Map<String, Object> old = before == null ? Map.of() : values(before);
    Map<String, Object> record = keyOf(after.key());
    values(after)
        .forEach(
            (name, value) -> {
              if (!value.equals(old.get(name))) {
                record.put(name, value);
              }
            });
    return line(record);
  }

  /** {@return the record that removes an entry whose cost still counts for its ledger} */
  String settled(JournalEntry.Key key) {
    Map<String, Object> record = keyOf(key);
    record.put(FORGOTTEN, true);
    record.put(SETTLED, true);
    return line(record);
  }

  /** {@return the record that removes an entry that bought nothing} */
  String forgotten(JournalEntry.Key key) {
    Map<String, Object> record = keyOf(key);
    record.put(FORGOTTEN, true);
    return line(record);
  }

  /** {@return a line of JSON} */
  String line(Map<String, ?> members) {
    return json.toJson(members) + "\n";
  }

  private static Map<String, Object> keyOf(JournalEntry.Key key) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put(ID, key.id());
    record.put(ATTEMPT, key.attempt());
    return record;
  }

  /** The values of an entry by their names in a record, without those that are absent or empty. */
  private static Map<String, Object> values(JournalEntry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    values.put("at", entry.intendedAt().toString());
    put(values, "order", entry.orderId().isPresent() ? true : null);
    values.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
    values.put("path", entry.path());
    values.put("model", entry.model());
    values.put("fingerprint", entry.fingerprint());
    put(values, "callback", entry.callbackToken().orElse(null));
    put(values, "idempotency", entry.idempotencyKey().orElse(null));
    put(values, "task", entry.task().map(TaskHandle::id).orElse(null));
    put(values, "token", entry.task().map(EntryLines::token).orElse(null));
    put(values, "others", entry.otherTasks().isEmpty() ? null : entry.otherTasks());
    put(values, "most", entry.creditsMost().map(BigDecimal::toString).orElse(null));
    put(values, "ledger", entry.ledger().orElse(null));
    put(values, "reserved", entry.creditsReserved().map(BigDecimal::toString).orElse(null));
    put(values, "used", entry.creditsUsed().map(BigDecimal::toString).orElse(null));
    put(values, "detail", entry.detail().orElse(null));
    put(values, "hint", entry.hint().orElse(null));
    put(values, "saved", entry.isSaved() ? true : null);
    put(values, "orphaned", entry.isOrphaned() ? true : null);
    put(values, "body", entry.body().orElse(null));
    values.values().removeIf(""::equals);
    return values;
  }

  /** A service may give an id that no token can carry; the journal must open nevertheless. */
  private static @Nullable String token(TaskHandle task) {
    String token = task.toToken();
    try {
      return TaskHandle.fromToken(token).equals(task) ? token : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /**
   * A record that was read.
   *
   * @param entry the entry after it; null if it removes the entry
   * @param settled whether the cost of an entry that it removes still counts
   */
  record Applied(JournalEntry.Key key, @Nullable JournalEntry entry, boolean settled) {}

  /** A look at the entries that were read so far. */
  interface Known {
    @Nullable JournalEntry get(JournalEntry.Key key);
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException if it cannot be understood
   */
  Applied read(String line, Known known) {
    Map<?, ?> record = object(line);
    JournalEntry.Key key =
        new JournalEntry.Key(text(record, ID), ((Number) value(record, ATTEMPT)).intValue());
    if (Boolean.TRUE.equals(record.get(FORGOTTEN))) {
      return new Applied(key, null, Boolean.TRUE.equals(record.get(SETTLED)));
    }
    JournalEntry before = known.get(key);
    JournalEntry.Builder entry = before == null ? JournalEntry.builder(key) : before.toBuilder();
    record.forEach((name, value) -> set(entry, (String) name, value));
    return new Applied(key, entry.build(), false);
  }

  /** {@return the members of a line of JSON} */
  Map<?, ?> object(String line) {
    try {
      if (json.fromJson(line) instanceof Map<?, ?> members) {
        return members;
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("a record is not JSON", e);
    }
    throw new IllegalArgumentException("a record is not a JSON object");
  }

  private static void set(JournalEntry.Builder entry, String name, Object value) {
    switch (name) {
      case "state" -> entry.state(JournalState.valueOf(upper(value)));
      case "at" -> entry.intendedAt(Instant.parse((String) value));
      case "order" -> entry.ordered(true);
      case "kind" -> entry.kind(Kind.valueOf(upper(value)));
      case "path" -> entry.path(((String) value).intern());
      case "model" -> entry.model(((String) value).intern());
      case "fingerprint" -> entry.fingerprint((String) value);
      case "callback" -> entry.callbackToken((String) value);
      case "idempotency" -> entry.idempotencyKey((String) value);
      case "token" -> entry.task(TaskHandle.fromToken((String) value));
      case "others" ->
          entry.otherTasks(((List<?>) value).stream().map(String.class::cast).toList());
      case "most" -> entry.creditsMost(new BigDecimal((String) value));
      case "ledger" -> entry.ledger(((String) value).intern());
      case "reserved" -> entry.creditsReserved(new BigDecimal((String) value));
      case "used" -> entry.creditsUsed(new BigDecimal((String) value));
      case "detail" -> entry.detail((String) value);
      case "hint" -> entry.hint((String) value);
      case "saved" -> entry.saved(true);
      case "orphaned" -> entry.orphaned(true);
      case "body" -> entry.body((String) value);
      default -> {
        // The key, what is there for people to read, and what a newer version of this format adds.
      }
    }
  }

  private static String upper(Object value) {
    return ((String) value).toUpperCase(Locale.ROOT);
  }

  private static String text(Map<?, ?> record, String name) {
    return (String) value(record, name);
  }

  private static Object value(Map<?, ?> record, String name) {
    Object value = record.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a record has no " + name);
    }
    return value;
  }
}
