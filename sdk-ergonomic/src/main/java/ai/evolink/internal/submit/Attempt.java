package ai.evolink.internal.submit;

import ai.evolink.CallListener;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.SubmitTerms;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.ObserverRelay;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to buy: the permission that its first byte needs, and what the journal is told of it.
 * Without a journal, nothing is written, and only a JVM that shuts down refuses the permission.
 */
final class Attempt implements SubmitTerms.Gate {
  /** Knows what is bought. */
  interface Source {
    /** {@return a key for this attempt} Called once, and only if somebody writes it down. */
    JournalEntry.Key key();

    /** {@return the attempt that this one takes the place of; null for a first one} */
    JournalEntry.@Nullable Key replaced();

    /** {@return the entry, but for what is known only when it is sent} */
    JournalEntry.Builder draft(JournalEntry.Key key);
  }

  private final @Nullable TaskJournal journal;
  private final ShutdownDrain drain;
  private final Source source;
  private final @Nullable ObserverRelay observer;
  private volatile JournalEntry.@Nullable Key key;
  private volatile boolean intended;
  private volatile boolean left;
  private volatile @Nullable JournalEntry there;
  private volatile @Nullable String idempotencyKey;

  /**
   * @param journal null to write nothing
   * @param drain is told of it while it is under way
   * @param observer null if there is none
   */
  Attempt(
      @Nullable TaskJournal journal,
      ShutdownDrain drain,
      Source source,
      @Nullable ObserverRelay observer) {
    this.drain = drain;
    this.journal = journal;
    this.source = source;
    this.observer = observer;
  }

  JournalEntry.Key key() {
    JournalEntry.Key known = key;
    if (known == null) {
      known = source.key();
      key = known;
    }
    return known;
  }

  // ---- the permission

  @Override
  public void open(@Nullable String idempotencyKey) {
    this.idempotencyKey = idempotencyKey;
    drain.enter(this);
    TaskJournal written = journal;
    if (written == null) {
      return;
    }
    JournalEntry intent = entry();
    JournalEntry.Key replaced = source.replaced();
    try {
      there =
          (replaced == null ? written.intend(intent) : written.retry(replaced, intent))
              .orElse(null);
    } catch (EvolinkException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new JournalException("The journal threw " + e + ".", e, "Nothing was sent.");
    }
    if (there != null) {
      throw Access.get().orderBusy(intent.key().id());
    }
    intended = true;
  }

  /** {@return the entry as it is now, in the state of an intent} */
  JournalEntry entry() {
    return source.draft(key()).idempotencyKey(idempotencyKey).build();
  }

  @Override
  public boolean isOpen() {
    TaskJournal written = journal;
    if (drain.hasBegun() || (written != null && !written.mayStillSend(key()))) {
      return false;
    }
    left = true;
    return true;
  }

  @Override
  public void throttled() {
    if (observer != null) {
      observer.tell(CallListener.Observer::throttled);
    }
  }

  @Override
  public void resting() {
    left = false;
  }

  /** Whether the service may have the attempt, and has not answered. */
  boolean hasLeft() {
    return left;
  }

  // ---- what came of it

  /** {@return the entry that was there before this attempt; null if there was none} */
  @Nullable JournalEntry foundInstead() {
    return there;
  }

  /** The service has accepted the task. What the journal throws changes nothing about that. */
  void accepted(TaskHandle task, @Nullable BigDecimal reserved) {
    TaskJournal written = journal;
    if (written == null) {
      return;
    }
    try {
      written.accepted(key(), task, reserved);
    } catch (RuntimeException e) {
      Log.LOGGER.log(
          Level.ERROR,
          "The journal could not record "
              + task
              + ", which has been bought. Keep its token: "
              + task.toToken(),
          e);
    }
  }

  /**
   * The submit has failed.
   *
   * @return whether the service may have taken it
   */
  boolean failed(Throwable failure) {
    if (!intended) {
      return isUncertain(failure);
    }
    TaskJournal written = journal;
    boolean uncertain = isUncertain(failure);
    if (written != null) {
      quietly(
          () -> {
            if (uncertain) {
              written.uncertain(key(), detail(failure));
            } else {
              written.refused(key());
            }
          });
    }
    return uncertain;
  }

  /** The submit is over, whatever has come of it. */
  void ended() {
    drain.leave(this);
  }

  private static boolean isUncertain(Throwable failure) {
    if (failure instanceof EvolinkException ours) {
      return ours.charge() == Charge.UNKNOWN;
    }
    return !(failure instanceof CancellationException); // which only stops what has not left
  }

  /** {@return what came in place of a usable answer, in half a sentence} */
  static String detail(Throwable failure) {
    if (failure instanceof SubmissionUncertainException doubt) {
      return Access.get().whatCameInstead(doubt);
    }
    return failure instanceof EvolinkException ours ? ours.summary() : failure.toString();
  }

  private static void quietly(Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException e) { // an intent without an outcome counts as uncertain
      Log.LOGGER.log(Level.WARNING, "The journal could not record how a submit has ended.", e);
    }
  }
}
