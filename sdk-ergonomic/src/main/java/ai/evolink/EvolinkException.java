package ai.evolink;

import ai.evolink.internal.text.OneLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all failures of remote calls of this SDK. Unchecked. Invalid arguments throw
 * {@link IllegalArgumentException} instead.
 *
 * <p>A subclass exists only where a caller would react differently. The message is a single line
 * that ends with the next step.
 */
public class EvolinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MESSAGE = 2_000;

  private final Charge charge;
  private final boolean retryable;
  private final @Nullable String requestId;
  private final String summary;
  private final @Nullable String nextStep;

  /** Set once, before the exception is published. */
  private @Nullable String orderId;

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

  /**
   * Messages contain ids, links and text of the service, none of which may add a forged line to a
   * log.
   */
  private static String fit(String message) {
    return OneLine.of(message, LONGEST_MESSAGE);
  }

  /** Records which order the failed call was for, before anybody sees the exception. */
  final void about(String orderId) {
    if (this.orderId == null) {
      this.orderId = orderId;
    }
  }

  /** {@return the message, in one line; it begins with the order id if there is one} */
  @Override
  public String getMessage() {
    return order() + super.getMessage();
  }

  private String order() {
    return orderId == null ? "" : "Order \"" + OneLine.of(orderId) + "\": ";
  }

  /**
   * {@return the order id of the failed submit, see {@link SubmitOptions.Builder#orderId}; empty if
   * it had none}
   */
  public final Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /** {@return whether the failed call may have cost credits} */
  public final Charge charge() {
    return charge;
  }

  /**
   * {@return whether the same call may succeed later} This alone does not make it safe to submit
   * again: {@link #charge()} may be unknown, and for a failed task a retry is a new task that is
   * charged again.
   */
  public final boolean isRetryable() {
    return retryable;
  }

  /** {@return the request id, for Evolink support; empty if the service sent none} */
  public final Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * {@return what happened, in one line: the message without the {@linkplain #nextStep() next
   * step}}
   */
  public final String summary() {
    return order() + summary;
  }

  /** {@return what to do now, in a sentence; the message ends with it too} */
  public final Optional<String> nextStep() {
    return Optional.ofNullable(nextStep);
  }
}
