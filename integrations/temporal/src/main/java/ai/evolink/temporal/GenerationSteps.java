package ai.evolink.temporal;

import ai.evolink.model.GenerationRequest;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a purchase in a workflow, with options that keep it from being bought twice. Call it
 * from workflow code only.
 *
 * <pre>{@code
 * GenerationSteps steps = GenerationSteps.ofDefaults();
 * BoughtTask bought = steps.submit("order-42", request);
 * GenerationResult made = steps.collect(bought);
 * }</pre>
 */
public final class GenerationSteps {
  private static final int MOST_SUBMITS = 5;
  private static final Duration FIRST_REST = Duration.ofSeconds(5);

  private final GenerationActivities pricing;
  private final GenerationActivities submitting;
  private final GenerationActivities collecting;

  private GenerationSteps(Duration submitTimeout, Duration longestTask) {
    pricing =
        stub(
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(5).build()));
    submitting =
        stub(
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(submitTimeout)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build()));
    collecting =
        stub(
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(longestTask)
                .setHeartbeatTimeout(Duration.ofSeconds(30)));
  }

  /**
   * {@return steps with a submit that takes 10 minutes at most, uploads and retries of what was not
   * taken included, and tasks that take 3 hours at most}
   */
  public static GenerationSteps ofDefaults() {
    return of(Duration.ofMinutes(10), Duration.ofHours(3));
  }

  /**
   * {@return steps with other limits}
   *
   * @param submitTimeout longer than the client takes, with uploads: what is cut off here counts as
   *     uncertain
   * @param longestTask of one attempt to collect; the next one goes on with the same task
   */
  public static GenerationSteps of(Duration submitTimeout, Duration longestTask) {
    return new GenerationSteps(
        Objects.requireNonNull(submitTimeout, "submitTimeout"),
        Objects.requireNonNull(longestTask, "longestTask"));
  }

  private static GenerationActivities stub(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(GenerationActivities.class, options.build());
  }

  /** {@return the most that {@code request} may cost by the list; null if that is not known} */
  public @Nullable BigDecimal price(GenerationRequest request) {
    return pricing.price(request);
  }

  /**
   * Buys, once. A submit that has provably bought nothing, and may be sent again, is sent again:
   * five times, with rests in between.
   *
   * @throws ApplicationFailure of the type {@link FailureTypes#UNCERTAIN_SUBMIT}, non-retryable, if
   *     an answer was lost, or the worker was before it could tell
   * @throws ActivityFailure caused by {@link FailureTypes#NOT_BOUGHT} if nothing was bought
   */
  public BoughtTask submit(String orderId, GenerationRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return submitting.submit(orderId, request);
      } catch (ActivityFailure e) {
        if (e.getCause() instanceof TimeoutFailure) {
          throw ApplicationFailure.newNonRetryableFailureWithCause(
              "Order \""
                  + orderId
                  + "\" was being submitted, and its worker did not answer: the"
                  + " task may have been created and charged.",
              FailureTypes.UNCERTAIN_SUBMIT,
              e);
        }
        if (e.getCause() instanceof ApplicationFailure told
            && told.getType().equals(FailureTypes.UNCERTAIN_SUBMIT)) {
          throw ApplicationFailure.newNonRetryableFailureWithCause(
              told.getOriginalMessage(), FailureTypes.UNCERTAIN_SUBMIT, e);
        }
        if (attempt == MOST_SUBMITS || !maySendAgain(e)) {
          throw e;
        }
        Workflow.sleep(FIRST_REST.multipliedBy(1L << (attempt - 1)));
      }
    }
  }

  private static boolean maySendAgain(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure told
        && told.getType().equals(FailureTypes.NOT_BOUGHT)
        && !told.isNonRetryable();
  }

  /**
   * Waits for what was bought, for as long as it takes: what ends an attempt before the task has
   * ended is attempted again.
   *
   * @throws ActivityFailure caused by {@link FailureTypes#TASK_FAILED} or {@link
   *     FailureTypes#TASK_CANCELLED}
   */
  public GenerationResult collect(BoughtTask bought) {
    return collecting.collect(bought.token());
  }
}
