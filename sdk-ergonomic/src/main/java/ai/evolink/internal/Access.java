package ai.evolink.internal;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.Kind;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TransportException;
import ai.evolink.WaitInterruptedException;
import ai.evolink.model.TaskStatus;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes the public types that only the SDK itself may make, for the packages behind the API. The
 * package {@code ai.evolink} implements it: its constructors stay hidden from everybody else.
 */
public abstract class Access {
  private static volatile @Nullable Access instance;

  protected Access() {}

  /** Called once, when {@link Charge} is initialised. */
  public static void set(Access access) {
    instance = access;
  }

  /** {@return the one implementation} */
  public static Access get() {
    Access access = instance;
    if (access == null) {
      Charge.NONE.name(); // the first use of the enum makes it set the implementation
      access = instance;
      if (access == null) {
        throw new IllegalStateException("Charge has not set an implementation");
      }
    }
    return access;
  }

  // ---- exceptions

  /** What the service says in a refusal; whatever it left out is null. */
  public record Refusal(
      @Nullable String code,
      @Nullable String type,
      @Nullable String param,
      @Nullable String suggestion,
      @Nullable String message,
      @Nullable String body,
      @Nullable String excerpt) {}

  /** What a refusal means for the caller. */
  public record Verdict(
      Charge charge,
      boolean retryable,
      @Nullable String requestId,
      @Nullable Duration retryAfter,
      String nextStep) {}

  /** What is known of a submit in doubt. */
  public record Doubt(
      @Nullable String model,
      Instant sentAt,
      @Nullable String requestId,
      @Nullable String idempotencyKey,
      @Nullable String body) {}

  public abstract EvolinkException failure(
      String message, @Nullable Throwable cause, Charge charge, @Nullable String nextStep);

  /** For what may pass: the exception is retryable. */
  public abstract TransportException transport(String message, @Nullable Throwable cause);

  public abstract TransportException transport(
      String message, @Nullable Throwable cause, boolean retryable, String nextStep);

  public abstract ApiException refused(String call, int status, Refusal refusal, Verdict verdict);

  /**
   * A submit in doubt.
   *
   * @param what what came in place of a usable answer
   */
  public abstract SubmissionUncertainException uncertain(
      String call, Doubt doubt, String what, @Nullable Throwable cause);

  /** The client was closed before anything was sent. */
  public abstract ClientClosedException closed();

  /**
   * The caller's own limit keeps a submit from being sent.
   *
   * @param tasks how many tasks have reserved {@code reserved} credits
   */
  public abstract SpendLimitException spendLimitReached(
      BigDecimal limit, BigDecimal reserved, long tasks);

  /**
   * The thread was interrupted during a download.
   *
   * @param name of the result that was being fetched
   */
  public abstract WaitInterruptedException downloadInterrupted(
      String name, InterruptedException cause);

  /**
   * A result link that is dead.
   *
   * @param lifetime how long such links are documented to live
   */
  public abstract ArtifactExpiredException expired(
      URI link, String name, String answer, Duration age, Duration lifetime);

  // ---- values

  /**
   * The handle of a task that the service has accepted.
   *
   * @param status in the answer to the submit; null if it has none
   */
  public abstract TaskHandle accepted(
      String id,
      Kind kind,
      Instant submittedAt,
      @Nullable String model,
      @Nullable Duration estimate,
      @Nullable TaskStatus status);
}
