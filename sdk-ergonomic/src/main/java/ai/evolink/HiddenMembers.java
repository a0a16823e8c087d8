package ai.evolink;

import ai.evolink.internal.Access;
import ai.evolink.internal.poll.WatchState;
import ai.evolink.model.Task;
import ai.evolink.model.TaskStatus;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives the internal packages access to package-private constructors of the public types. */
final class HiddenMembers extends Access {
  @Override
  public EvolinkException failure(
      String message, @Nullable Throwable cause, Charge charge, @Nullable String nextStep) {
    return new EvolinkException(message, cause, charge, nextStep);
  }

  @Override
  public TransportException transport(String message, @Nullable Throwable cause) {
    return new TransportException(message, cause);
  }

  @Override
  public TransportException transport(
      String message, @Nullable Throwable cause, boolean retryable, String nextStep) {
    return new TransportException(message, cause, retryable, nextStep);
  }

  @Override
  public ApiException refused(String call, int status, Refusal refusal, Verdict verdict) {
    return new ApiException(call, status, refusal, verdict);
  }

  @Override
  public SubmissionUncertainException uncertain(
      String call, Doubt doubt, String what, @Nullable Throwable cause) {
    return new SubmissionUncertainException(call, doubt, what, cause);
  }

  @Override
  public SubmissionUncertainException stillUncertain(
      String call, Doubt doubt, String what, String nextStep) {
    return new SubmissionUncertainException(call, doubt, what, null, nextStep);
  }

  @Override
  public String whatCameInstead(SubmissionUncertainException doubt) {
    return doubt.what();
  }

  @Override
  public OrderBusyException orderBusy(String orderId) {
    return new OrderBusyException(orderId);
  }

  @Override
  public void about(EvolinkException failure, String orderId) {
    failure.about(orderId);
  }

  @Override
  public TaskHandle ordered(
      TaskHandle task,
      @Nullable String orderId,
      boolean replayed,
      @Nullable BigDecimal creditsReserved) {
    return task.ordered(orderId, replayed, creditsReserved);
  }

  @Override
  public ClientClosedException closed() {
    return ClientClosedException.beforeSending();
  }

  @Override
  public SpendLimitException spendLimitReached(
      BigDecimal limit, BigDecimal committed, @Nullable BigDecimal most) {
    return SpendLimitException.ofLimit(limit, committed, most);
  }

  @Override
  public SpendLimitException maxCostExceeded(BigDecimal maxCost, BigDecimal most) {
    return SpendLimitException.ofMaxCost(maxCost, most);
  }

  @Override
  public PriceUnknownException priceUnknown(String model, String reason, boolean retryable) {
    return new PriceUnknownException(model, reason, retryable);
  }

  @Override
  public WaitInterruptedException downloadInterrupted(String name, InterruptedException cause) {
    return WaitInterruptedException.ofDownload(name, cause);
  }

  @Override
  public ArtifactExpiredException expired(
      URI link, String name, String answer, Duration age, Duration lifetime) {
    return new ArtifactExpiredException(link, name, answer, age, lifetime);
  }

  @Override
  public TaskSnapshot snapshot(Task answer) {
    return new TaskSnapshot(answer);
  }

  @Override
  public TaskHandle accepted(
      String id,
      Kind kind,
      Instant submittedAt,
      @Nullable String model,
      @Nullable Duration estimate,
      @Nullable TaskStatus status) {
    return TaskHandle.of(id, kind, submittedAt, model, estimate, TaskSnapshot.isTerminal(status));
  }

  @Override
  public TaskTimeoutException deadlinePassed(
      TaskHandle task,
      Duration waited,
      @Nullable TaskSnapshot last,
      @Nullable Throwable lastFailure,
      int polls,
      int heldBack) {
    return TaskTimeoutException.atDeadline(
        task, waited, new WatchState(last, lastFailure, polls, heldBack));
  }

  @Override
  public Poll poll(
      Duration elapsed,
      @Nullable TaskStatus status,
      int progress,
      int httpStatus,
      @Nullable Duration next) {
    return new Poll(elapsed, status, progress, httpStatus, next);
  }

  @Override
  public int meantStatus(ApiException refusal) {
    return refusal.meantStatus();
  }
}
