package ai.evolink.mcp;

import ai.evolink.DurationHistory;
import ai.evolink.EvolinkClient;
import ai.evolink.JournalException;
import ai.evolink.SpendLimit;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The account of the user, as the tools use it. Thread-safe.
 *
 * <p>Assistants start a server for each of their windows, and a journal belongs to one process at a
 * time. So the journal is open only while something is bought, looked up or written down, by one
 * call at a time, and all servers of a machine share it: their order ids, and their limit. Waits
 * and downloads, which take long, go by another client, which has no journal and buys nothing.
 */
final class Account implements AutoCloseable {
  /** Longer than the submit of another server normally takes, shorter than assistants wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A submit that has left is heard out: the time limit of submits, and a little more. */
  private static final Duration LONGEST_SUBMIT = Duration.ofSeconds(130);

  /** Assistants kill a server that does not end within a few seconds. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final DurationHistory history = DurationHistory.create();
  private @Nullable EvolinkClient reader;

  Account(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** {@return the client for all that costs nothing and needs no journal} */
  synchronized EvolinkClient reader() {
    EvolinkClient client = reader;
    if (client == null) {
      client = settings.client().durationHistory(history).build();
      reader = client;
    }
    return client;
  }

  /**
   * {@return what {@code work} gives, which has a client with the journal and the limit of today}
   * Waits for its turn. {@code work} should not take long: nobody else can buy meanwhile.
   */
  <T> T withJournal(Function<EvolinkClient, T> work) {
    takeTurn();
    try {
      EvolinkClient client = open();
      try {
        return work.apply(client);
      } finally {
        end(client);
      }
    } finally {
      turn.unlock();
    }
  }

  private void takeTurn() {
    try {
      if (!turn.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw busy(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("The call was cancelled before anything was sent.", e);
    }
  }

  private EvolinkClient open() {
    makeParent(settings.journal());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return settings
            .client()
            .durationHistory(history)
            .journal(TaskJournal.file(settings.journal()))
            .spendLimit(limit())
            .build();
      } catch (JournalException e) {
        if (!e.summary().contains("is in use by")) {
          throw e;
        }
        if (System.nanoTime() > end) {
          throw busy(e);
        }
      }
    }
  }

  /** {@return the limit of today; each day has a ledger of its own in the journal} */
  private SpendLimit limit() {
    return SpendLimit.of(settings.dailyCredits())
        .ledger("evolink-mcp " + LocalDate.now(clock))
        .unknownPrice(settings.unknownPrice());
  }

  private static ToolException busy(@Nullable Throwable cause) {
    String text =
        "Nothing was sent: another call or another Evolink server of this user is buying something"
            + " right now. Call again in a minute, with the same order_id.";
    return cause == null ? new ToolException(text) : new ToolException(text, cause);
  }

  private static void makeParent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new ToolException(
          "Nothing was sent: the folder of the journal cannot be made ("
              + e
              + "). Ask the user to set --journal in the configuration of this server.",
          e);
    }
  }

  /** A cancelled call leaves its thread interrupted, and its submit is heard out all the same. */
  private static void end(EvolinkClient client) {
    boolean interrupted = Thread.interrupted();
    try {
      client.close(LONGEST_SUBMIT);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits a little for a submit under way, whose answer would otherwise be unknown. */
  @Override
  public void close() {
    boolean mine = false;
    try {
      mine = turn.tryLock(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (reader != null) {
        reader.close();
      }
    }
    if (mine) {
      turn.unlock();
    }
  }
}
