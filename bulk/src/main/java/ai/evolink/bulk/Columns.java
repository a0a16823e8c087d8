package ai.evolink.bulk;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of a journal as rows of a table. */
final class Columns {
  static final String ALL =
      "seq, id, attempt, ordered, state, intended_ns, kind, path, model, fingerprint, body,"
          + " callback_token, idempotency_key, task_token, credits_most, ledger, credits_reserved,"
          + " credits_used, detail, hint, saved, orphaned, bulk, held, not_before_ms, pending,"
          + " shard, others";

  private static final long BILLION = 1_000_000_000;

  private Columns() {}

  /**
   * A row, with what only the store knows of it.
   *
   * @param others how many further tasks it has in the database
   */
  record Row(
      long seq,
      JournalEntry entry,
      @Nullable String bulk,
      int shard,
      long held,
      long notBeforeMillis,
      boolean pending,
      int others) {
    /** {@return a row that is to be written for the first time} */
    static Row of(JournalEntry intent, @Nullable String bulk, int shard, long held) {
      return new Row(-1, intent, bulk, shard, held, 0, true, 0);
    }

    Row with(JournalEntry changed) {
      return new Row(seq, changed, bulk, shard, held, notBeforeMillis, pending, others);
    }

    Row with(JournalEntry changed, long nowHeld, boolean nowPending) {
      return new Row(seq, changed, bulk, shard, nowHeld, notBeforeMillis, nowPending, others);
    }
  }

  /** {@return the entry of a row, without further tasks} */
  static Row read(ResultSet row) throws SQLException {
    JournalEntry.Key key = new JournalEntry.Key(decode(text(row, "id")), row.getInt("attempt"));
    String token = row.getString("task_token");
    JournalEntry entry =
        JournalEntry.builder(key)
            .ordered(row.getInt("ordered") == 1)
            .state(JournalState.valueOf(text(row, "state")))
            .intendedAt(instant(row.getLong("intended_ns")))
            .kind(Kind.valueOf(text(row, "kind")))
            .path(text(row, "path"))
            .model(text(row, "model"))
            .fingerprint(text(row, "fingerprint"))
            .body(row.getString("body"))
            .callbackToken(decoded(row.getString("callback_token")))
            .idempotencyKey(decoded(row.getString("idempotency_key")))
            .task(token == null ? null : TaskHandle.fromToken(token))
            .creditsMost(credits(row, "credits_most"))
            .ledger(row.getString("ledger"))
            .creditsReserved(credits(row, "credits_reserved"))
            .creditsUsed(credits(row, "credits_used"))
            .detail(decoded(row.getString("detail")))
            .hint(row.getString("hint"))
            .saved(row.getInt("saved") == 1)
            .orphaned(row.getInt("orphaned") == 1)
            .build();
    return new Row(
        row.getLong("seq"),
        entry,
        row.getString("bulk"),
        row.getInt("shard"),
        row.getLong("held"),
        row.getLong("not_before_ms"),
        row.getInt("pending") == 1,
        row.getInt("others"));
  }

  private static String text(ResultSet row, String name) throws SQLException {
    return String.valueOf(row.getString(name));
  }

  private static @Nullable BigDecimal credits(ResultSet row, String name) throws SQLException {
    String text = row.getString(name);
    return text == null ? null : new BigDecimal(text);
  }

  static @Nullable String text(@Nullable BigDecimal credits) {
    return credits == null ? null : credits.toString();
  }

  /** {@return millionths of a credit, rounded up} */
  static long micros(BigDecimal credits) {
    BigDecimal micros = credits.movePointRight(6).setScale(0, RoundingMode.CEILING);
    return micros.min(BigDecimal.valueOf(Long.MAX_VALUE / 4)).longValueExact();
  }

  static BigDecimal credits(long micros) {
    return new BigDecimal(BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString());
  }

  static long nanos(Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), BILLION), time.getNano());
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
  }

  /** {@return the token of a task; null if its id is one that no token can carry} */
  static @Nullable String token(TaskHandle task) {
    String token = task.toToken();
    try {
      return TaskHandle.fromToken(token).equals(task) ? token : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@return {@code text} without NUL, which no text of PostgreSQL can hold} */
  static String encode(String text) {
    return text.indexOf('\\') < 0 && text.indexOf('\0') < 0
        ? text
        : text.replace("\\", "\\\\").replace("\0", "\\0");
  }

  static String decode(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        decoded.append(text.charAt(i) == '0' ? '\0' : text.charAt(i));
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }

  private static @Nullable String decoded(@Nullable String text) {
    return text == null ? null : decode(text);
  }

  /** {@return what an entry has cost, or may have; null if nobody knows} */
  static @Nullable BigDecimal cost(JournalEntry entry) {
    return entry.creditsUsed().or(entry::creditsReserved).or(entry::creditsMost).orElse(null);
  }

  static long held(JournalEntry entry) {
    BigDecimal cost = cost(entry);
    return cost == null ? 0 : micros(cost);
  }

  /** Whether the request may be sent again by somebody who has only the journal. */
  static boolean needsBody(JournalState state) {
    return switch (state) {
      case INTENT, UNCERTAIN, ACCEPTED, FAILED, CANCELLED -> true;
      case COMPLETED, RETRIED, GIVEN_UP -> false;
    };
  }

  /**
   * Whether something is still to be done without anybody's decision. For the failure of an item,
   * that is to decide whether it is bought again.
   */
  static boolean isPending(JournalEntry entry, @Nullable String bulk) {
    return switch (entry.state()) {
      case INTENT, ACCEPTED -> true;
      case COMPLETED -> !entry.isSaved();
      case FAILED, CANCELLED -> bulk != null;
      case UNCERTAIN, RETRIED, GIVEN_UP -> false;
    };
  }

  static JournalEntry withTasks(JournalEntry entry, List<String> others) {
    return others.isEmpty() ? entry : entry.toBuilder().otherTasks(others).build();
  }
}
