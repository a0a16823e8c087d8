package ai.evolink;

import ai.evolink.internal.Access;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submit was sent but no usable answer arrived: the task may exist and may have been charged.
 *
 * <p>The SDK never sends such a submit again, because the service documents no way to repeat it
 * safely. Check the dashboard or compare the balance before you submit again. An order id is not
 * sent again either: {@link EvolinkClient#recover()} lists its attempt, to retry, accept or give
 * up.
 */
public final class SubmissionUncertainException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String model;
  private final Instant sentAt;
  private final @Nullable String idempotencyKey;
  private final @Nullable String body;
  private final String what;

  private static final String LOOK =
      "Look for it in the dashboard or compare the balance before you submit again.";

  SubmissionUncertainException(
      String call, Access.Doubt doubt, String what, @Nullable Throwable cause) {
    this(call, doubt, what, cause, LOOK);
  }

  /**
   * @param nextStep what to do now, in a sentence
   */
  SubmissionUncertainException(
      String call, Access.Doubt doubt, String what, @Nullable Throwable cause, String nextStep) {
    super(
        "Sent "
            + call
            + (doubt.model() == null ? "" : " for model " + doubt.model())
            + " at "
            + doubt.sentAt()
            + ", but "
            + what
            + ": the task may have been created and charged.",
        cause,
        Charge.UNKNOWN,
        false,
        doubt.requestId(),
        nextStep);
    this.model = doubt.model();
    this.sentAt = doubt.sentAt();
    this.idempotencyKey = doubt.idempotencyKey();
    this.body = doubt.body();
    this.what = what;
  }

  /**
   * {@return the model id in the request; empty for calls through {@code retrofit} that name none}
   */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** {@return when the request was passed to the network} */
  public Instant sentAt() {
    return sentAt;
  }

  /**
   * {@return the {@code Idempotency-Key} that was sent} Empty unless {@link
   * EvolinkClient.Builder#sendIdempotencyKeys()} was called. What the service does with it is
   * unknown.
   */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /**
   * {@return what came in place of a usable answer, as far as it came, cut to 64 KiB; empty if
   * nothing did} It may name the task.
   */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /** {@return what happened instead of a usable answer, in half a sentence} */
  String what() {
    return what;
  }
}
