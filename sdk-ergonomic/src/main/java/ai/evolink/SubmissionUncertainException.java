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

  SubmissionUncertainException(
      String call,
      @Nullable String model,
      Instant sentAt,
      String what,
      @Nullable String requestId,
      @Nullable Throwable cause) {
    super(
        "Sent "
            + call
            + (model == null ? "" : " for model " + model)
            + " at "
            + sentAt
            + ", but "
            + what
            + ": the task may have been created and charged.",
        cause,
        Charge.UNKNOWN,
        false,
        requestId,
        "Look for it in the dashboard or compare the balance before you submit again.");
    this.model = model;
    this.sentAt = sentAt;
  }

  /** {@return the model id that was asked for} */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** {@return when the request was handed to the network} */
  public Instant sentAt() {
    return sentAt;
  }
}
