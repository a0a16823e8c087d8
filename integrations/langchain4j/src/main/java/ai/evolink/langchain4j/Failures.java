package ai.evolink.langchain4j;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.model.TaskErrorCode;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Failures in the words of LangChain4j.
 *
 * <p>Whoever meets a {@link RetriableException} there may call again, and here each call is paid.
 * So a failure is one only if it may pass, provably cost nothing, and there is no task: a wait that
 * ran out of time is none.
 */
final class Failures {
  private Failures() {}

  /** {@return what {@code task} makes} */
  static Generation result(TaskFuture task) {
    try {
      task.submitted().result();
    } catch (EvolinkException e) {
      task.cancel(true); // of a thread that was interrupted: nobody waits any more
      throw translated(e, false);
    }
    try {
      return task.result();
    } catch (EvolinkException e) {
      throw translated(e, true);
    }
  }

  private static LangChain4jException translated(EvolinkException e, boolean bought) {
    String message = e.getMessage();
    if (e instanceof TaskFailedException failed) {
      boolean filtered =
          failed.code().filter(TaskErrorCode.CONTENT_POLICY_VIOLATION::equals).isPresent();
      return filtered
          ? new ContentFilteredException(message, e)
          : new NonRetriableException(message, e);
    }
    int status = e instanceof ApiException refused ? refused.statusCode() : 0;
    if (!bought && e.isRetryable() && e.charge() == Charge.NONE) {
      return switch (status) {
        case 429 -> new RateLimitException(message, e);
        case 500, 502, 503, 504 -> new InternalServerException(message, e);
        default -> new RetriableException(message, e);
      };
    }
    return switch (status) {
      case 401, 403 -> new AuthenticationException(message, e);
      case 404 -> new ModelNotFoundException(message, e);
      case 400, 413, 422 -> new InvalidRequestException(message, e);
      default -> new NonRetriableException(message, e);
    };
  }

  /** {@return a failure of what comes after a task that is completed, and paid} */
  static NonRetriableException unread(Generation made, String what, @Nullable Throwable cause) {
    String message =
        what
            + ". The task is completed and paid; get its result with client.tasks().resume(\""
            + made.task().toToken()
            + "\")";
    return cause == null
        ? new NonRetriableException(message)
        : new NonRetriableException(message, cause);
  }
}
