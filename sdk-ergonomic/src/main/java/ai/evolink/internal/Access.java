package ai.evolink.internal;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.Kind;
import ai.evolink.OrderBusyException;
import ai.evolink.Poll;
import ai.evolink.PriceUnknownException;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.TaskTimeoutException;
import ai.evolink.TransportException;
import ai.evolink.WaitInterruptedException;
import ai.evolink.model.Task;
import ai.evolink.model.TaskStatus;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives the internal packages access to hidden constructors of public types. The package {@code
 * ai.evolink} implements it, so that those constructors can stay package-private.
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

  /** The content of a refusal; whatever the service left out is null. */
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

  /** What is known about a submit whose outcome is uncertain. */
  public record Doubt(
      @Nullable String model,
      Instant sentAt,
      @Nullable String requestId,
      @Nullable String idempotencyKey,
      @Nullable String body) {}

  public abstract EvolinkException failure(
      String message, @Nullable Throwable cause, Charge charge, @Nullable String nextStep);

  /** Makes the exception for a transient failure: it is retryable. */
  public abstract TransportException transport(String message, @Nullable Throwable cause);

  public abstract TransportException transport(
      String message, @Nullable Throwable cause, boolean retryable, String nextStep);

  public abstract ApiException refused(String call, int status, Refusal refusal, Verdict verdict);

  /**
   * Makes the exception for a submit whose outcome is uncertain.
   *
   * @param what what happened instead of a usable answer
   */
  public abstract SubmissionUncertainException uncertain(
      String call, Doubt doubt, String what, @Nullable Throwable cause);

  /** {@return what happened instead of a usable answer, in half a sentence} */
  public abstract String whatCameInstead(SubmissionUncertainException doubt);

  /** Makes the exception for an order id that another process is submitting. */
  public abstract OrderBusyException orderBusy(String orderId);

  /** Records in {@code failure} which order it is about, before anybody sees it. */
  public abstract void about(EvolinkException failure, String orderId);

  /**
   * {@return {@code task} as that of an order}
   *
   * @param replayed whether it was bought by an earlier submit
   * @param creditsReserved for the task; null if nobody knows
   */
  public abstract TaskHandle ordered(
      TaskHandle task,
      @Nullable String orderId,
      boolean replayed,
      @Nullable BigDecimal creditsReserved);

  /**
   * Makes the exception for an order whose submit was uncertain before, so that nothing was sent.
   *
   * @param nextStep what to do now, in a sentence
   */
  public abstract SubmissionUncertainException stillUncertain(
      String call, Doubt doubt, String what, String nextStep);

  /** Makes the exception for a call to a closed client, before anything was sent. */
  public abstract ClientClosedException closed();

  /**
   * Makes the exception for a submit that the spend limit of the client keeps from being sent.
   *
   * @param committed what counts against the limit
   * @param most the most that the submit may cost; null if that does not matter any more
   */
  public abstract SpendLimitException spendLimitReached(
      BigDecimal limit, BigDecimal committed, @Nullable BigDecimal most);

  /** Makes the exception for a submit that may cost more than its own maximum. */
  public abstract SpendLimitException maxCostExceeded(BigDecimal maxCost, BigDecimal most);

  /** Makes the exception for a submit under a limit whose price is unknown. */
  public abstract PriceUnknownException priceUnknown(
      String model, String reason, boolean retryable);

  /**
   * Makes the exception for a download whose thread was interrupted.
   *
   * @param name the name of the result that was downloaded
   */
  public abstract WaitInterruptedException downloadInterrupted(
      String name, InterruptedException cause);

  /**
   * Makes the exception for a result link that no longer works.
   *
   * @param lifetime the documented lifetime of such links
   */
  public abstract ArtifactExpiredException expired(
      URI link, String name, String answer, Duration age, Duration lifetime);

  /**
   * Makes the exception for a wait whose deadline has passed.
   *
   * @param last the task as the last successful poll saw it; null if there was none
   * @param lastFailure the failure of the last poll; null if it succeeded
   * @param heldBack the number of polls that the budget has delayed
   */
  public abstract TaskTimeoutException deadlinePassed(
      TaskHandle task,
      Duration waited,
      @Nullable TaskSnapshot last,
      @Nullable Throwable lastFailure,
      int polls,
      int heldBack);

  /**
   * {@return the status that a refusal means, also where it came inside a 200; 0 if it has none}
   */
  public abstract int meantStatus(ApiException refusal);

  // ---- values

  /** {@return the view of an answer about a task, as polls and queries give it} */
  public abstract TaskSnapshot snapshot(Task answer);

  /**
   * Makes an entry for the trace of a wait.
   *
   * @param progress the progress in percent; negative if the service gave none
   * @param httpStatus the status of a refusal; 0 if there was none
   * @param next the time until the next poll; null if none was planned
   */
  public abstract Poll poll(
      Duration elapsed,
      @Nullable TaskStatus status,
      int progress,
      int httpStatus,
      @Nullable Duration next);

  /**
   * Makes the handle of a task that the service has accepted.
   *
   * @param status the status in the answer to the submit; null if it had none
   */
  public abstract TaskHandle accepted(
      String id,
      Kind kind,
      Instant submittedAt,
      @Nullable String model,
      @Nullable Duration estimate,
      @Nullable TaskStatus status);
}
