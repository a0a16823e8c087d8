package ai.evolink.temporal;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalException;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** For {@code worker.registerWorkflowImplementationTypes}, with {@link BatchWorkflowImpl}. */
public final class BatchItemWorkflowImpl implements BatchItemWorkflow {
  private static final Logger LOG = Workflow.getLogger(BatchItemWorkflowImpl.class);
  private static final int MOST_TELLS = 8;
  private static final Duration FIRST_REST = Duration.ofSeconds(1);

  private final GenerationSteps steps;

  /** With the limits of {@link GenerationSteps#ofDefaults()}. */
  public BatchItemWorkflowImpl() {
    this(GenerationSteps.ofDefaults());
  }

  /** With other limits, for {@code worker.registerWorkflowImplementationFactory}. */
  public BatchItemWorkflowImpl(GenerationSteps steps) {
    this.steps = steps;
  }

  @Override
  public GenerationResult generate(String batch, BatchItem item) {
    BoughtTask bought;
    try {
      bought = steps.submit(item.orderId(), item.read());
    } catch (TemporalFailure e) {
      boolean uncertain = !isType(e, FailureTypes.NOT_BOUGHT);
      BatchWorkflow.End end =
          uncertain ? BatchWorkflow.End.UNCERTAIN : BatchWorkflow.End.NOT_BOUGHT;
      tell(batch, item, end, uncertain ? null : BigDecimal.ZERO);
      throw e;
    }
    GenerationResult made;
    try {
      made = steps.collect(bought);
    } catch (TemporalFailure e) {
      tell(batch, item, BatchWorkflow.End.FAILED, bought.creditsReserved());
      throw e;
    }
    tell(batch, item, BatchWorkflow.End.DONE, made.creditsUsed());
    return made;
  }

  private static boolean isType(TemporalFailure failure, String type) {
    Throwable told = failure instanceof ActivityFailure ? failure.getCause() : failure;
    return told instanceof ApplicationFailure known && known.getType().equals(type);
  }

  /** An item that was cancelled tells it too, and one whose batch is gone ends as it would. */
  private static void tell(
      String batch, BatchItem item, BatchWorkflow.End end, @Nullable BigDecimal credits) {
    BatchWorkflow told = Workflow.newExternalWorkflowStub(BatchWorkflow.class, batch);
    Workflow.newDetachedCancellationScope(() -> tell(told, item, end, credits)).run();
  }

  private static void tell(
      BatchWorkflow batch, BatchItem item, BatchWorkflow.End end, @Nullable BigDecimal credits) {
    for (int attempt = 1; ; attempt++) {
      try {
        batch.ended(item.orderId(), end, credits);
        return;
      } catch (TemporalException e) { // between two runs of the batch there may be none to tell
        if (attempt == MOST_TELLS) {
          LOG.warn(
              "Could not tell the batch how its item {} has ended: {}", item.orderId(), end, e);
          return;
        }
        Workflow.sleep(FIRST_REST.multipliedBy(1L << (attempt - 1)));
      }
    }
  }
}
