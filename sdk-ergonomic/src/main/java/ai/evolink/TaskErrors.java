package ai.evolink;

import ai.evolink.internal.http.ErrorBody;
import ai.evolink.model.Task;
import ai.evolink.model.TaskError;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the error codes of failed tasks mean for a caller. The documentation calls a code retryable
 * if the same request may succeed later; a retry is a new task and is charged again.
 *
 * <p>{@code generation_failed_no_content} is not among the retryable codes, although a documented
 * sample retries it: the table next to that sample says to change the prompt, and a retry costs
 * money.
 */
final class TaskErrors {
  private static final Set<TaskErrorCode> RETRYABLE =
      Set.of(
          TaskErrorCode.SERVICE_ERROR,
          TaskErrorCode.GENERATION_TIMEOUT,
          TaskErrorCode.RESOURCE_EXHAUSTED,
          TaskErrorCode.QUOTA_EXCEEDED,
          TaskErrorCode.SERVICE_UNAVAILABLE,
          TaskErrorCode.UNKNOWN_ERROR);

  private TaskErrors() {}

  /** {@return what {@code task} says of its failure, in whatever form; null if it says nothing} */
  static @Nullable TaskError read(Task task) {
    TaskError told = task.error();
    Map<String, ?> more = task.additionalProperties();
    boolean whole = told != null && told.code() != null && told.message() != null;
    if (whole) {
      return told;
    }
    if (told == null && !more.containsKey("error") && !TaskStatus.FAILED.equals(task.status())) {
      return null;
    }
    Map<String, @Nullable Object> root = new HashMap<>();
    if (TaskStatus.FAILED.equals(task.status())) {
      root.putAll(more); // what stands beside the error speaks of it only then
    }
    root.put("error", told != null ? members(told) : more.get("error"));
    ErrorBody body = ErrorBody.of(root);
    if (body.code() == null && body.message() == null) {
      return told;
    }
    TaskError.Builder read =
        TaskError.builder().message(body.message()).type(body.type()).suggestion(body.suggestion());
    String code = body.code();
    return (code == null ? read : read.code(TaskErrorCode.of(code))).buildUnchecked();
  }

  private static Map<String, @Nullable Object> members(TaskError error) {
    Map<String, @Nullable Object> members = new HashMap<>(error.additionalProperties());
    TaskErrorCode code = error.code();
    if (code != null) {
      members.put("code", code.value());
    }
    members.putIfAbsent("message", error.message());
    members.putIfAbsent("type", error.type());
    members.putIfAbsent("suggestion", error.suggestion());
    return members;
  }

  static boolean isRetryable(@Nullable TaskErrorCode code) {
    return code != null && RETRYABLE.contains(code);
  }

  static boolean isCancellation(@Nullable TaskErrorCode code) {
    return TaskErrorCode.REQUEST_CANCELLED.equals(code);
  }

  /** {@return the exception of a wait for a task that has ended; null if the task was completed} */
  static @Nullable EvolinkException failure(TaskHandle task, TaskSnapshot last) {
    if (TaskStatus.COMPLETED.equals(last.status())) {
      return null;
    }
    return TaskStatus.FAILED.equals(last.status())
            && !isCancellation(TaskFailedException.codeOf(last))
        ? new TaskFailedException(task, last)
        : new TaskCancelledException(task, last);
  }

  /** {@return the advice for a failure with that code} */
  static String nextStep(@Nullable TaskErrorCode code) {
    if (isRetryable(code)) {
      return "The same request may succeed later; submitting it again makes a new task, which is"
          + " paid again.";
    }
    if (TaskErrorCode.CONTENT_POLICY_VIOLATION.equals(code)) {
      return "Change the prompt or the references; the same request fails again.";
    }
    if (TaskErrorCode.GENERATION_FAILED_NO_CONTENT.equals(code)) {
      return "Change the prompt or the references; repeating the same request is paid again and may"
          + " fail again.";
    }
    if (TaskErrorCode.RESOURCE_NOT_FOUND.equals(code)) {
      return "Check the task id; tasks live for a limited time.";
    }
    return "Correct the request before submitting it again as a new, paid task.";
  }
}
