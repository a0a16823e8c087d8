package ai.evolink.bulk;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This process, as the store knows it: it owns its intents as long as its lease lasts. A lease that
 * has lapsed is never renewed, since others may have taken the intents for abandoned by then; a new
 * owner takes the place of the old one. Thread-safe.
 */
final class Owner {
  private final String name;
  private final long leaseMillis;
  private volatile @Nullable Lease lease;
  private volatile boolean worker;

  /**
   * A lease as this process may rely on it: from before it was asked for, by two clocks, because
   * one stands still while a machine is suspended and the other may be set.
   */
  record Lease(String id, long nanos, long millis) {}

  Owner(String name, Duration lease) {
    this.name = name;
    this.leaseMillis = lease.toMillis();
  }

  /** What a transaction has made of the lease, to be told once it is committed. */
  Lease renew(Sql sql, long nowMillis, boolean always) throws SQLException {
    Lease known = lease;
    Lease asked =
        new Lease(
            known == null ? UUID.randomUUID().toString() : known.id(),
            System.nanoTime(),
            System.currentTimeMillis());
    if (known != null) {
      if (!always && isFresh(known)) {
        return known;
      }
      if (sql.update(
              "UPDATE #owner SET lease_until_ms = ?, worker = ? WHERE id = ?"
                  + " AND lease_until_ms > ?",
              nowMillis + leaseMillis,
              worker ? 1 : 0,
              known.id(),
              nowMillis)
          == 1) {
        return asked;
      }
      asked = new Lease(UUID.randomUUID().toString(), asked.nanos(), asked.millis());
    }
    sql.update(
        "INSERT INTO #owner (id, name, worker, lease_until_ms) VALUES (?, ?, ?, ?)",
        asked.id(),
        name,
        worker ? 1 : 0,
        nowMillis + leaseMillis);
    return asked;
  }

  void committed(Lease renewed) {
    lease = renewed;
  }

  /** Ends the lease: what is still under way is nobody's. */
  void release(Sql sql, long nowMillis) throws SQLException {
    Lease known = lease;
    if (known != null) {
      sql.update("UPDATE #owner SET lease_until_ms = ? WHERE id = ?", nowMillis, known.id());
    }
  }

  void countAsWorker(boolean worker) {
    this.worker = worker;
  }

  void forget() {
    lease = null;
  }

  /** {@return the id of the owner; null if there is no lease that others respect} */
  @Nullable String current() {
    Lease known = lease;
    return known != null && age(known) < leaseMillis * 9 / 10 ? known.id() : null;
  }

  private boolean isFresh(Lease known) {
    return age(known) < leaseMillis / 3;
  }

  private static long age(Lease lease) {
    long passed = (System.nanoTime() - lease.nanos()) / 1_000_000;
    return Math.max(passed, System.currentTimeMillis() - lease.millis());
  }

  /** Takes intents whose owner is gone for uncertain. */
  static void reap(Sql sql, long nowMillis, long graceMillis) throws SQLException {
    sql.update(
        "UPDATE #task SET state = 'UNCERTAIN', orphaned = 1, pending = 0,"
            + " detail = 'the process that was sending it is gone', not_before_ms = ? + COALESCE("
            + "(SELECT o.lease_until_ms FROM #owner o WHERE o.id = #task.owner), ?)"
            + ", changed_ms = ?"
            + " WHERE state IN ('INTENT', 'UNCERTAIN') AND state = 'INTENT' AND NOT EXISTS (SELECT 1 FROM #owner o"
            + " WHERE o.id = #task.owner AND o.lease_until_ms > ?)",
        graceMillis,
        nowMillis,
        nowMillis,
        nowMillis);
    sql.update("DELETE FROM #owner WHERE lease_until_ms < ?", nowMillis - 86_400_000L);
  }
}
