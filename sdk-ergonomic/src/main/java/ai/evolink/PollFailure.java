package ai.evolink;

import ai.evolink.internal.text.ResumeLine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a failed poll means for the wait: go on, or end. */
final class PollFailure {
  /** How long a task that was just submitted may be unknown to the service. */
  static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private PollFailure() {}

  /**
   * {@return whether the wait goes on}
   *
   * @param elapsed time since the submit
   */
  static boolean isTransient(Throwable failure, long elapsed) {
    if (failure instanceof ApiException refusal) {
      int status = refusal.meantStatus();
      return switch (status) {
        case 402 -> true; // the task is paid already; only reading it waits for credit
        case 404 -> elapsed < YOUNG_NANOS;
        case 408, 425, 429 -> true;
        default -> status >= 500;
      };
    }
    return failure instanceof TransportException
        || failure instanceof IOException
        || failure instanceof CancellationException; // aborted by somebody else than us
  }

  static int httpStatus(Throwable failure) {
    return failure instanceof ApiException refusal ? refusal.meantStatus() : 0;
  }

  static boolean isTooMany(Throwable failure) {
    return httpStatus(failure) == 429;
  }

  static @Nullable Duration retryAfter(Throwable failure) {
    return failure instanceof ApiException refusal ? refusal.retryAfter().orElse(null) : null;
  }

  /** {@return what a wait fails with after {@code failure}} */
  static Throwable ending(Throwable failure, TaskHandle task) {
    if (failure instanceof EvolinkException) {
      return failure;
    }
    return new EvolinkException(
        "Waiting for task " + task.id() + " ended: reading it failed with " + failure + ".",
        failure,
        Charge.NONE,
        ResumeLine.nextStep(task.toToken()));
  }
}
