package ai.evolink;

import ai.evolink.internal.text.OneLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every remote verb of this SDK fails with. Unchecked; wrong arguments are {@link
 * IllegalArgumentException} instead.
 *
 * <p>A subclass exists only where a caller would react differently. The message is one line that
 * ends with the next step.
 */
public class EvolinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MESSAGE = 2_000;

  private final Charge charge;
  private final boolean retryable;
  private final @Nullable String requestId;
  private final String summary;
  private final @Nullable String nextStep;

  EvolinkException(
      String message,
      @Nullable Throwable cause,
      Charge charge,
      boolean retryable,
      @Nullable String requestId,
      @Nullable String nextStep) {
    super(nextStep == null ? fit(message) : fit(message) + " " + OneLine.of(nextStep), cause);
    this.charge = charge;
    this.retryable = retryable;
    this.requestId = requestId;
    this.summary = fit(message);
    this.nextStep = nextStep == null ? null : OneLine.of(nextStep);
  }

  EvolinkException(
      String message, @Nullable Throwable cause, Charge charge, @Nullable String nextStep) {
    this(message, cause, charge, false, null, nextStep);
  }

  /** Ids, links and words of the service are in messages: none may forge a line of a log. */
  private static String fit(String message) {
    return OneLine.cut(OneLine.of(message), LONGEST_MESSAGE);
  }

  /** {@return whether the failed call may have cost credits} */
  public final Charge charge() {
    return charge;
  }

  /**
   * {@return whether the same call may succeed later} That alone is no permission to submit again:
   * {@link #charge()} may be unknown, and for a failed task a retry is a new task, paid again.
   */
  public final boolean isRetryable() {
    return retryable;
  }

  /** {@return the number of the request for the support of Evolink, if the service sent one} */
  public final Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * {@return what happened, in one line: the message without the {@linkplain #nextStep() next
   * step}}
   */
  public final String summary() {
    return summary;
  }

  /** {@return what to do now, in a sentence; the message ends with it too} */
  public final Optional<String> nextStep() {
    return Optional.ofNullable(nextStep);
  }
}
