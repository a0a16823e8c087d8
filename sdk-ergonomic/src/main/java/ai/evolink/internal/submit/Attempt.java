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
import java.util.concurrent.atomic.AtomicReference;
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

  /** Whether there is an intent, for whose end somebody has to see to it that it is told once. */
  private enum Phase {
    /** Its turn has not come. */
    WAITING,
    OPENING,
    /** The intent is written, if there is a journal. */
    OPEN,
    /** It was given up before that, and must not be opened any more. */
    OVER
  }

  private final @Nullable TaskJournal journal;
  private final ShutdownDrain drain;
  private final Source source;
  private final @Nullable ObserverRelay observer;
  private volatile JournalEntry.@Nullable Key key;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
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
    if (!phase.compareAndSet(Phase.WAITING, Phase.OPENING)) {
      throw givenUp(); // while the call stood in line
    }
    this.idempotencyKey = idempotencyKey;
    drain.enter(this);
    TaskJournal written = journal;
    if (written != null) {
      intend(written);
    }
    if (!phase.compareAndSet(Phase.OPENING, Phase.OPEN)) {
      if (written != null) {
        quietly(() -> written.refused(key())); // whoever gave it up knew of no intent
      }
      drain.leave(this);
      throw givenUp();
    }
  }

  private static CancellationException givenUp() {
    return new CancellationException("the submit was given up");
  }

  private void intend(TaskJournal written) {
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
    Phase before = phase.getAndUpdate(now -> now == Phase.OPEN ? now : Phase.OVER);
    TaskJournal written = journal;
    boolean uncertain = isUncertain(failure);
    if (written != null && before == Phase.OPEN) {
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
