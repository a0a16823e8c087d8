package ai.evolink.micrometer;

import ai.evolink.Outcome;
import ai.evolink.TaskHandle;
import ai.evolink.TaskTimeoutException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How calls end, in the words of tags. */
final class Results {
  static final String UNKNOWN = "unknown";
  static final String ACCEPTED = "accepted";
  static final String REPLAYED = "replayed";
  static final String REFUSED = "refused";
  static final String WITHDRAWN = "withdrawn";
  static final String UNCERTAIN = "uncertain";
  static final String COMPLETED = "completed";
  static final String FAILED = "failed";
  static final String CANCELLED = "cancelled";
  static final String TIMED_OUT = "timed_out";
  static final String WAIT_CANCELLED = "wait_cancelled";
  static final String UNFINISHED = "unfinished";

  private static final String NO_ERROR = "none";

  private Results() {}

  static String of(TaskHandle accepted) {
    return accepted.isReplayed() ? REPLAYED : ACCEPTED;
  }

  static String ofRefusal(RuntimeException why) {
    return why instanceof CancellationException ? WITHDRAWN : REFUSED;
  }

  static String of(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      return COMPLETED;
    }
    if (outcome instanceof Outcome.Failed) {
      return FAILED;
    }
    if (outcome instanceof Outcome.Cancelled) {
      return CANCELLED;
    }
    RuntimeException reason = outcome.problem().orElse(null);
    if (reason instanceof TaskTimeoutException) {
      return TIMED_OUT;
    }
    return reason instanceof CancellationException ? WAIT_CANCELLED : UNFINISHED;
  }

  /** {@return the model that the service names at the end of a task; null if it names none} */
  static @Nullable String model(Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed) {
      return completed.generation().snapshot().model().orElse(null);
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.failure().snapshot().model().orElse(null);
    }
    return null;
  }

  /** {@return the name of a class, of which there are few; "none" for null} */
  static String error(@Nullable Throwable error) {
    if (error == null) {
      return NO_ERROR;
    }
    String name = error.getClass().getSimpleName();
    return name.isEmpty() ? error.getClass().getName() : name;
  }
}
