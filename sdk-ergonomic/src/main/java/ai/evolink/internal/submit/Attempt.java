package ai.evolink.internal.submit;

import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.SubmitTerms;
import ai.evolink.internal.text.Log;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to buy: the permission that its first byte needs, and what the journal is told of it.
 * Without a journal, nothing is written, and only a JVM that shuts down refuses the permission.
 */
final class Attempt implements SubmitTerms.Gate {
  private final @Nullable TaskJournal journal;
  private final Supplier<JournalEntry.Builder> draft;
  private final JournalEntry.Key key;
  private final JournalEntry.@Nullable Key replaced;
  private final @Nullable String orderId;
  private volatile boolean intended;
  private volatile boolean left;
  private volatile @Nullable JournalEntry there;
  private volatile @Nullable String idempotencyKey;

  /**
   * @param journal null to write nothing
   * @param draft makes the entry, but for what is known only when it is sent
   * @param replaced the attempt that this one takes the place of; null for a first one
   */
  Attempt(
      @Nullable TaskJournal journal,
      JournalEntry.Key key,
      JournalEntry.@Nullable Key replaced,
      @Nullable String orderId,
      Supplier<JournalEntry.Builder> draft) {
    this.journal = journal;
    this.key = key;
    this.replaced = replaced;
    this.orderId = orderId;
    this.draft = draft;
  }

  JournalEntry.Key key() {
    return key;
  }

  @Nullable String orderId() {
    return orderId;
  }

  // ---- the permission

  @Override
  public void open(@Nullable String idempotencyKey) {
    this.idempotencyKey = idempotencyKey;
    ShutdownDrain.ofJvm().enter(this);
    TaskJournal written = journal;
    if (written == null) {
      return;
    }
    JournalEntry intent = entry();
    try {
      there =
          (replaced == null ? written.intend(intent) : written.retry(replaced, intent))
              .orElse(null);
    } catch (RuntimeException e) {
      quietly(() -> written.refused(key)); // it may be on disk all the same
      throw e instanceof EvolinkException ours
          ? ours
          : new JournalException("The journal threw " + e + ".", e, "Nothing was sent.");
    }
    if (there != null) {
      throw Access.get().orderBusy(key.id());
    }
    intended = true;
  }

  /** {@return the entry as it is now, in the state of an intent} */
  JournalEntry entry() {
    return draft.get().idempotencyKey(idempotencyKey).build();
  }

  @Override
  public boolean isOpen() {
    TaskJournal written = journal;
    if (ShutdownDrain.ofJvm().hasBegun() || (written != null && !written.mayStillSend(key))) {
      return false;
    }
    left = true;
    return true;
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
      written.accepted(key, task, reserved);
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
              written.uncertain(key, detail(failure));
            } else {
              written.refused(key);
            }
          });
    }
    return uncertain;
  }

  /** The submit is over, whatever has come of it. */
  void ended() {
    ShutdownDrain.ofJvm().leave(this);
  }

  private static boolean isUncertain(Throwable failure) {
    if (failure instanceof EvolinkException ours) {
      return ours.charge() == Charge.UNKNOWN;
    }
    return !(failure instanceof CancellationException); // which only stops what has not left
  }

  private static String detail(Throwable failure) {
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
