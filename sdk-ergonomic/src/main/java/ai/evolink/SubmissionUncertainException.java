package ai.evolink;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submit was sent and no usable answer came back: the task may exist and may have been charged.
 *
 * <p>The SDK never sends such a submit again, because the service documents no way to make a repeat
 * safe. Look at the dashboard, or compare the balance, before you do.
 */
public final class SubmissionUncertainException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String model;
  private final Instant sentAt;
  private final @Nullable String idempotencyKey;

  SubmissionUncertainException(String call, Facts facts, String what, @Nullable Throwable cause) {
    super(
        "Sent "
            + call
            + (facts.model == null ? "" : " for model " + facts.model)
            + " at "
            + facts.sentAt
            + ", but "
            + what
            + ": the task may have been created and charged.",
        cause,
        Charge.UNKNOWN,
        false,
        facts.requestId,
        "Look for it in the dashboard or compare the balance before you submit again.");
    this.model = facts.model;
    this.sentAt = facts.sentAt;
    this.idempotencyKey = facts.idempotencyKey;
  }

  /** What the transport knows about a submit in doubt. */
  record Facts(
      @Nullable String model,
      Instant sentAt,
      @Nullable String requestId,
      @Nullable String idempotencyKey) {}

  /**
   * {@return the model id that was asked for; empty for calls of {@code retrofit} that name none}
   */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** {@return when the request was handed to the network} */
  public Instant sentAt() {
    return sentAt;
  }

  /**
   * {@return the {@code Idempotency-Key} that was sent} Empty unless {@link
   * EvolinkClient.Builder#sendIdempotencyKeys()} was called. Nothing is known of what the service
   * does with it.
   */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }
}
