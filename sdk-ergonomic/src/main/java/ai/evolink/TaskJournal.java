package ai.evolink;

import ai.evolink.internal.journal.EmbeddedJournal;
import ai.evolink.internal.journal.FileStorage;
import ai.evolink.internal.journal.MemoryStorage;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a client for what it buys, which survives the process: each submit is written down
 * before its first byte leaves, so that the next process knows what the last one may have bought.
 *
 * <pre>{@code
 * EvolinkClient evolink =
 *     EvolinkClient.builderFromEnv().journal(TaskJournal.file(Path.of("evolink.journal"))).build();
 * }</pre>
 *
 * <p>{@link #file} is the embedded journal. This is also an interface to implement, for those who
 * keep it in a database of their own. Implementations are thread-safe. All methods may block, and
 * all throw {@link JournalException} if they cannot do what they promise. <em>Durable</em> means on
 * disk, or committed, before the method returns; <em>written</em> means that it survives the end of
 * the process, but perhaps not a power failure. A journal must never report as written what is not.
 *
 * <p>The order of entries is that in which they were made, whatever the clock said.
 */
public interface TaskJournal {
  /**
   * {@return a journal in {@code file}, for one process at a time} The file is created, readable by
   * its owner only, when the client is built; beside it stands a lock file with {@code .lock} added
   * to the name, and while it is written anew one with {@code .new}. It is text, one line a record.
   * {@link JournalReport} and {@code evolink journal show FILE} show it.
   *
   * <p>Opening waits for up to five seconds while another process holds the lock. It refuses a file
   * that is damaged anywhere but in what was being written last, one of a newer version, and one
   * that belongs to another base URL. The disk must be local: locks and flushes of network file
   * systems do not keep what this needs. And it needs room for a second copy of the file, since
   * that is how a journal goes on after a disk was full. What is copied or restored from a backup
   * knows nothing of what was bought since.
   *
   * <p>Entries with an order id stay until {@link #purge}, about 700 bytes of memory each; others
   * are forgotten when their results were saved, or after 30 days.
   */
  static TaskJournal file(Path file) {
    Objects.requireNonNull(file, "file");
    return new EmbeddedJournal(new FileStorage(file));
  }

  /**
   * {@return a journal that ends with the process, for tests and for order ids without a file} It
   * outlives the clients that it is given to.
   */
  static TaskJournal inMemory() {
    return new EmbeddedJournal(new MemoryStorage());
  }

  /**
   * Opens the journal for a client. Called when a client is built, and once for each client if
   * several share the journal.
   *
   * @param service the base URL of the client
   * @throws JournalException if the journal cannot be opened, or belongs to another base URL
   */
  void open(URI service);

  /** Ends one use that began with {@link #open}. The last one closes the journal. */
  void close();

  /**
   * Writes down that {@code intent} is about to be sent, unless an entry with the same key exists.
   * Both in one step, whoever else tries. Durable. If it throws, nothing is sent, and the journal
   * itself has to see to it that what may have been written counts for nothing, or for uncertain:
   * nobody calls {@link #refused} for it, because the key may be that of somebody else.
   *
   * @param intent an entry in the state {@link JournalState#INTENT}
   * @return empty if it was written and may be sent; otherwise the latest attempt that exists
   */
  Optional<JournalEntry> intend(JournalEntry intent);

  /**
   * {@return whether what was written by {@link #intend} may still be sent} Called right before the
   * first byte of each attempt, on the thread that sends, so it must be quick. A journal that
   * several processes share answers false once others may take the intent for abandoned.
   */
  default boolean mayStillSend(JournalEntry.Key key) {
    return true;
  }

  /**
   * Records the task that an attempt has bought. Durable. For an attempt that has bought another
   * task already, the new one is recorded beside it.
   *
   * @param reserved the credits that the service has reserved; null if it did not say
   * @throws JournalException also if the attempt is not known, or the journal is closed: the money
   *     is spent, so the caller has to tell of the task in another way
   */
  void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved);

  /**
   * Forgets an attempt that has provably bought nothing, unless it has a task or a decision. The
   * attempt that it has replaced can be retried again. Written.
   */
  void refused(JournalEntry.Key key);

  /**
   * Records that an attempt has no usable answer and that its own call is over. Written.
   *
   * @param detail what happened, in one line
   */
  void uncertain(JournalEntry.Key key, String detail);

  /** Records which task a callback has named for an attempt, before it is confirmed. Written. */
  void hinted(JournalEntry.Key key, String taskId);

  /**
   * Records how the task of an entry has ended. Written. Does nothing for an unknown task.
   *
   * @param state {@link JournalState#COMPLETED}, {@code FAILED} or {@code CANCELLED}
   * @param used the credits used; null if the service did not say
   */
  void ended(String taskId, JournalState state, @Nullable BigDecimal used);

  /** Records that the results of a task were saved. Written. Does nothing for an unknown task. */
  void saved(String taskId);

  /**
   * Replaces an attempt by the next one: writes down both in one step, unless the attempt
   * {@linkplain JournalState#mayBeRetried() may not be retried} or is not the latest any more.
   * Durable.
   *
   * @param next an entry with the same id, the next attempt, and the state {@link
   *     JournalState#INTENT}
   * @return empty if it was written and may be sent; otherwise the latest attempt that exists
   */
  Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next);

  /** Records that an uncertain attempt is not to be decided any more. Durable. */
  void giveUp(JournalEntry.Key key);

  /** {@return the latest attempt for {@code id}, which is an order id or a generated one} */
  Optional<JournalEntry> find(String id);

  /** {@return that attempt} */
  Optional<JournalEntry> find(JournalEntry.Key key);

  /** {@return the attempt that was sent with {@code token} in its callback address} */
  Optional<JournalEntry> byCallback(String token);

  /** {@return the attempt that has bought the task} */
  Optional<JournalEntry> byTask(String taskId);

  /**
   * {@return the credits that entries of {@code ledger} have cost which are not kept any more} Each
   * counts as {@linkplain JournalEntry#creditsUsed() used} when it is forgotten; where that is not
   * known, as reserved, or else with the most that it may cost. Zero for a ledger that is not
   * known. Attempts that were {@link #refused} count for nothing. As durable as what forgets them.
   */
  BigDecimal carried(String ledger);

  /** Passes all entries to {@code action}, in the order in which they were made. */
  void forEach(Consumer<? super JournalEntry> action);

  /**
   * Passes all entries in one of {@code states} to {@code action}, in the order in which they were
   * made. A client asks so when it is built; a journal of millions of entries should not have to
   * look at each of them.
   */
  default void forEach(Set<JournalState> states, Consumer<? super JournalEntry> action) {
    forEach(
        entry -> {
          if (states.contains(entry.state())) {
            action.accept(entry);
          }
        });
  }

  /**
   * Forgets entries that need nothing any more: completed and saved, failed, cancelled, retried or
   * given up. Their order ids can be bought again then.
   *
   * @param before entries that were made later stay
   * @return how many entries were forgotten
   */
  int purge(Instant before);
}
