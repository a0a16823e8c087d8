package ai.evolink.bulk;

import ai.evolink.JournalException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens and closes a store, which several clients of a process may share. Thread-safe. */
final class Lifecycle {
  private final Database database;
  private final Schema schema;
  private final Duration lease;
  private final long graceMillis;
  private final Owner owner;
  private final Changes changes;
  private volatile boolean open;
  private @Nullable Heartbeat heartbeat;
  private @Nullable URI service;
  private int uses;

  Lifecycle(
      Database database,
      Schema schema,
      Duration lease,
      Duration grace,
      Owner owner,
      Changes changes) {
    this.database = database;
    this.schema = schema;
    this.lease = lease;
    this.graceMillis = grace.toMillis();
    this.owner = owner;
    this.changes = changes;
  }

  boolean isOpen() {
    return open;
  }

  synchronized void open(URI base) {
    if (uses == 0) {
      start(base);
    } else if (!base.equals(service)) {
      throw another(String.valueOf(service), base);
    }
    uses++;
  }

  private void start(URI base) {
    schema.require();
    URI known = schema.claim(base);
    if (!known.equals(base)) {
      database.close();
      throw another(known.toString(), base);
    }
    changes
        .commits()
        .renew(
            tx -> {
              reap(tx);
              Purge.tidy(tx);
              return true;
            });
    open = true;
    service = base;
    heartbeat = Heartbeat.start(lease.dividedBy(3), this::reap);
  }

  private static JournalException another(String known, URI base) {
    return new JournalException(
        "The database of the journal belongs to " + known + ", not to " + base + ".",
        null,
        "Use one table prefix for each base URL.");
  }

  /** Takes intents whose owner is gone for uncertain, and renews the lease of this process. */
  void reap() {
    changes
        .commits()
        .renew(
            tx -> {
              reap(tx);
              return true;
            });
  }

  private void reap(Tx tx) throws SQLException {
    Owner.reap(tx.sql(), tx.nowMillis(), graceMillis);
  }

  synchronized void close() {
    if (uses == 0 || --uses > 0) {
      return;
    }
    open = false;
    if (heartbeat != null) {
      heartbeat.close();
    }
    try {
      changes
          .commits()
          .run(
              tx -> {
                owner.release(tx.sql(), tx.nowMillis());
                return true;
              });
    } catch (JournalException e) {
      Heartbeat.LOG.warn("The lease of this process could not be ended; it ends by itself.", e);
    } finally {
      owner.forget();
      changes.forget();
      database.close();
    }
  }
}
