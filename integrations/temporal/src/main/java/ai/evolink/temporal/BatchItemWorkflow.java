package ai.evolink.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One item of a batch, which tells the batch how it has ended. Started by {@link BatchWorkflow}.
 */
@WorkflowInterface
public interface BatchItemWorkflow {
  /** Buys and waits. Fails as {@link GenerationWorkflow} does, after it has told the batch. */
  @WorkflowMethod(name = "EvolinkBatchItem")
  GenerationResult generate(String batch, BatchItem item);
}
