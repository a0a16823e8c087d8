package ai.evolink;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer arrived, and nothing can have been charged: the connection was never opened, or
 * the call was one that costs nothing, such as a task query, an upload or a download. It is also
 * thrown if a result cannot be written to its file.
 *
 * <p>A submit that may have reached the service fails with {@link SubmissionUncertainException}.
 */
public final class TransportException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  TransportException(String message, @Nullable Throwable cause) {
    super(message, cause, Charge.NONE, true, null, "Nothing was charged; try again.");
  }

  /** For failures that a retry alone would not cure. */
  TransportException(
      String message, @Nullable Throwable cause, boolean retryable, String nextStep) {
    super(message, cause, Charge.NONE, retryable, null, nextStep);
  }
}
