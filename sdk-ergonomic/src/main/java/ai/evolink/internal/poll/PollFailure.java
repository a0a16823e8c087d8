package ai.evolink.internal.poll;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.TaskHandle;
import ai.evolink.TransportException;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.ResumeLine;
import ai.evolink.internal.time.RetryDelay;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides what a failed poll means for the wait: whether it goes on or ends. */
public final class PollFailure {
  /** How long the service may answer 404 for a task that was just submitted. */
  static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private PollFailure() {}

  /**
   * {@return whether the wait goes on}
   *
   * @param elapsed the time since the submit, in nanoseconds
   */
  static boolean isTransient(Throwable failure, long elapsed) {
    if (failure instanceof ApiException refusal) {
      int status = Access.get().meantStatus(refusal);
      return switch (status) {
        case 402 -> true; // the task is paid for; only reading it needs credit
        case 404 -> elapsed < YOUNG_NANOS;
        case 408, 425, 429 -> true;
        default -> status >= 500;
      };
    }
    return failure instanceof TransportException
        || failure instanceof IOException
        || failure instanceof CancellationException; // not cancelled by us
  }

  static int httpStatus(Throwable failure) {
    return failure instanceof ApiException refusal ? Access.get().meantStatus(refusal) : 0;
  }

  static boolean isTooMany(Throwable failure) {
    return httpStatus(failure) == 429;
  }

  /**
   * {@return the delay before the next poll that {@code failure} asks for; null if it asks for
   * none}
   */
  static @Nullable Duration retryAfter(Throwable failure) {
    return failure instanceof ApiException refusal
        ? RetryDelay.believable(refusal.retryAfter().orElse(null))
        : null;
  }

  /** {@return the exception of a wait that {@code failure} ends} */
  public static Throwable ending(Throwable failure, TaskHandle task) {
    if (failure instanceof EvolinkException) {
      return failure;
    }
    return Access.get()
        .failure(
            "Waiting for task " + task.id() + " ended: reading it failed with " + failure + ".",
            failure,
            Charge.NONE,
            ResumeLine.nextStep(task.toToken()));
  }
}
