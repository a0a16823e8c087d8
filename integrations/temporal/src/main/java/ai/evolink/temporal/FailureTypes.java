package ai.evolink.temporal;

import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import io.temporal.failure.ApplicationFailure;

/** The types of the {@link ApplicationFailure}s of this package, for {@code catch} and policies. */
public final class FailureTypes {
  /**
   * A submit may have bought a task, and nobody knows which. Never retried: look for the task, in
   * the dashboard or by {@code evolink.recover()} if the client has a journal, and decide.
   */
  public static final String UNCERTAIN_SUBMIT = "UncertainSubmit";

  /** A submit has bought nothing. Non-retryable if sending the same again would end the same. */
  public static final String NOT_BOUGHT = "NotBought";

  /** The task was bought and has failed. */
  public static final String TASK_FAILED = "TaskFailed";

  /** The task was bought and then cancelled at the service. */
  public static final String TASK_CANCELLED = "TaskCancelled";

  /** The task was bought; its end, or its result, could not be had so far. */
  public static final String NOT_COLLECTED = "NotCollected";

  private FailureTypes() {}

  static ApplicationFailure ofSubmit(Throwable failure) {
    if (failure instanceof SubmissionUncertainException) {
      return fatal(UNCERTAIN_SUBMIT, failure);
    }
    boolean charged = !(failure instanceof EvolinkException known) || known.charge() != Charge.NONE;
    if (charged && !(failure instanceof IllegalArgumentException)) {
      return fatal(UNCERTAIN_SUBMIT, failure);
    }
    return isRetryable(failure) ? passing(NOT_BOUGHT, failure) : fatal(NOT_BOUGHT, failure);
  }

  static ApplicationFailure ofWait(Throwable failure) {
    if (failure instanceof TaskFailedException) {
      return fatal(TASK_FAILED, failure);
    }
    if (failure instanceof TaskCancelledException) {
      return fatal(TASK_CANCELLED, failure);
    }
    return passing(NOT_COLLECTED, failure);
  }

  private static boolean isRetryable(Throwable failure) {
    return failure instanceof EvolinkException known && known.isRetryable();
  }

  private static ApplicationFailure fatal(String type, Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(cause.getMessage(), type, cause);
  }

  private static ApplicationFailure passing(String type, Throwable cause) {
    return ApplicationFailure.newFailureWithCause(cause.getMessage(), type, cause);
  }
}
