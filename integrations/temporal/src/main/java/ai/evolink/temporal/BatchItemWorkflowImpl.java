package ai.evolink.temporal;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** For {@code worker.registerWorkflowImplementationTypes}, with {@link BatchWorkflowImpl}. */
public final class BatchItemWorkflowImpl implements BatchItemWorkflow {
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
    try {
      GenerationResult made = steps.collect(bought);
      tell(batch, item, BatchWorkflow.End.DONE, made.creditsUsed());
      return made;
    } catch (TemporalFailure e) {
      tell(batch, item, BatchWorkflow.End.FAILED, bought.creditsReserved());
      throw e;
    }
  }

  private static boolean isType(TemporalFailure failure, String type) {
    Throwable told = failure instanceof ActivityFailure ? failure.getCause() : failure;
    return told instanceof ApplicationFailure known && known.getType().equals(type);
  }

  private static void tell(
      String batch, BatchItem item, BatchWorkflow.End end, @Nullable BigDecimal credits) {
    Workflow.newExternalWorkflowStub(BatchWorkflow.class, batch)
        .ended(item.orderId(), end, credits);
  }
}
