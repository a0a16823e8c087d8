package ai.evolink.spring.boot;

import ai.evolink.ApiException;
import ai.evolink.ArtifactExpiredException;
import ai.evolink.Charge;
import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkException;
import ai.evolink.OrderBusyException;
import ai.evolink.PriceUnknownException;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskTimeoutException;
import ai.evolink.TransportException;
import ai.evolink.WaitInterruptedException;
import ai.evolink.model.TaskErrorCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * What a failure means to those who call the application.
 *
 * <p>They do not know the service, nor the key: that it is refused, or throttled, is no fault of
 * theirs, so never 401, 402, 403 or 429. And whatever may have been charged is 500, for 502, 503
 * and 504 are what proxies and clients repeat by themselves. Messages of exceptions are for
 * operators, and may have tokens in them: only what the service says of the request is passed on.
 */
enum Problem {
  REFUSED(HttpStatus.UNPROCESSABLE_ENTITY, "The generation service refuses this request."),
  NOT_FOUND(HttpStatus.NOT_FOUND, "The generation service does not have it."),
  BUSY(HttpStatus.CONFLICT, "The same order is being submitted at this moment."),
  GONE(HttpStatus.GONE, "The link to the result has expired."),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Nothing can be generated at present."),
  UNREACHABLE(HttpStatus.BAD_GATEWAY, "The generation service gave no usable answer."),
  SLOW(HttpStatus.GATEWAY_TIMEOUT, "The task has not ended in time, and goes on."),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The generation has failed.");

  /** The request is at fault, and not the service. */
  private static final Set<TaskErrorCode> OF_REQUEST =
      Set.of(
          TaskErrorCode.CONTENT_POLICY_VIOLATION,
          TaskErrorCode.INVALID_PARAMETERS,
          TaskErrorCode.IMAGE_PROCESSING_ERROR,
          TaskErrorCode.IMAGE_DIMENSION_MISMATCH);

  private final HttpStatus status;
  private final String detail;

  Problem(HttpStatus status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  HttpStatus status() {
    return status;
  }

  static Problem of(EvolinkException failure) {
    if (failure instanceof TaskFailedException failed) {
      return failed.code().filter(OF_REQUEST::contains).isPresent() ? REFUSED : INTERNAL;
    }
    if (failure.charge() == Charge.UNKNOWN) {
      return INTERNAL;
    }
    if (failure instanceof ApiException refused) {
      return of(refused);
    }
    if (failure instanceof OrderBusyException) {
      return BUSY;
    }
    if (failure instanceof ArtifactExpiredException) {
      return GONE;
    }
    if (failure instanceof TaskTimeoutException) {
      return SLOW;
    }
    if (failure instanceof TransportException) {
      return UNREACHABLE;
    }
    return failure instanceof SpendLimitException
            || failure instanceof PriceUnknownException
            || failure instanceof ClientClosedException
            || failure instanceof WaitInterruptedException
        ? UNAVAILABLE
        : INTERNAL;
  }

  private static Problem of(ApiException refused) {
    if (refused.isAboutModel()) {
      return REFUSED;
    }
    return switch (refused.statusCode()) {
      case 400, 413, 415, 422 -> REFUSED;
      case 401, 403 -> INTERNAL; // the key of the application
      case 404, 410 -> NOT_FOUND;
      case 402, 429, 503 -> UNAVAILABLE;
      default -> UNREACHABLE;
    };
  }

  ProblemDetail detailOf(EvolinkException failure) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, said(failure).orElse(detail));
    problem.setProperty("charge", failure.charge().name().toLowerCase(Locale.ROOT));
    problem.setProperty("retryable", failure.isRetryable());
    failure.orderId().ifPresent(order -> problem.setProperty("orderId", order));
    failure.requestId().ifPresent(request -> problem.setProperty("requestId", request));
    task(failure).ifPresent(task -> problem.setProperty("taskId", task.id()));
    return problem;
  }

  private Optional<String> said(EvolinkException failure) {
    if (this != REFUSED) {
      return Optional.empty();
    }
    return failure instanceof ApiException refused
        ? refused.serverMessage()
        : failure instanceof TaskFailedException failed ? failed.serverMessage() : Optional.empty();
  }

  private static Optional<TaskHandle> task(EvolinkException failure) {
    return failure instanceof TaskFailedException failed
        ? Optional.of(failed.task())
        : failure instanceof TaskTimeoutException late ? late.task() : Optional.empty();
  }
}
