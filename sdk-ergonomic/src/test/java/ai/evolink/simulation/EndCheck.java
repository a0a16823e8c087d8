package ai.evolink.simulation;

import ai.evolink.BatchEnd;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.JournalException;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskHandle;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Whether what a batch tells of an item is true. */
record EndCheck(BatchRun batch, WantedItem want, BatchEnd end) {
  /** For how long, at least, an item is tried again: the rests between its tries. */
  private static final long ALL_RESTS = 86_000_000_000L;

  /** {@return what is wrong, to follow the name of the item; null if that is nothing} */
  @Nullable String wrong() {
    RuntimeException problem = end.problem().orElse(null);
    if (problem instanceof ClientClosedException && !want.process.isClosed(want.client)) {
      return "has met a closed client, which nobody has closed";
    }
    if (problem instanceof JournalException && !want.process.mayHaveLostJournal()) {
      return "says that the journal fails, which it does not";
    }
    return switch (end.state()) {
      case DONE -> problem != null ? "has a problem" : ofTask(false);
      case FAILED ->
          end.task().filter(task -> batch.isReplaced(task, want)).isPresent()
                  && !batch.submitsNothing()
                  && !want.process.mayHaveLostJournal()
              ? "was to be bought once more"
              : ofTask(true);
      case UNFINISHED ->
          problem instanceof CancellationException && !batch.isStopped()
              ? "was cut short by nobody"
              : ofTask(null);
      case UNCERTAIN ->
          problem instanceof EvolinkException ours && ours.charge() == Charge.NONE
              ? "is uncertain about what cost nothing"
              : null;
      case REFUSED ->
          problem instanceof EvolinkException ours && ours.charge() == Charge.NONE
              ? refused(ours)
              : "has no refusal to show";
      case NOT_SUBMITTED -> notSubmitted(problem);
      case UNSAVED -> "was not to be saved";
    };
  }

  /** A refusal that may pass is waited out. The retry of a purchase may take other ways. */
  private @Nullable String refused(EvolinkException problem) {
    return problem.isRetryable()
            && batch.now() - want.takenAt < ALL_RESTS
            && !batch.submitsNothing()
            && !batch.laws().isDecided(want.purchase)
        ? "was not tried long enough"
        : null;
  }

  private @Nullable String notSubmitted(@Nullable RuntimeException problem) {
    boolean concernsAll =
        problem instanceof SpendLimitException || problem instanceof JournalException;
    if (concernsAll && !batch.submitsNothing()) {
      return "concerns all items, but the batch goes on";
    }
    return problem == null && !batch.submitsNothing() ? "has no reason" : null;
  }

  /**
   * @param fails whether the task must have failed; null if it may go on
   */
  private @Nullable String ofTask(@Nullable Boolean fails) {
    TaskHandle task = end.task().orElse(null);
    Service.Sold sold = task == null ? null : batch.laws().sold(task);
    if (sold == null) {
      return "has no task";
    }
    if (!sold.purchase.equals(want.purchase) && !batch.laws().isDecided(want.purchase)) {
      return "has the task of another purchase";
    }
    boolean over = batch.now() >= sold.endsAt;
    return fails != null && (!over || sold.fails != fails) ? "is otherwise at the service" : null;
  }
}
