package ai.evolink.temporal;

import ai.evolink.model.GenerationRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** One purchase. Give the workflow the id of your order, so that Temporal starts it once. */
@WorkflowInterface
public interface GenerationWorkflow {
  /**
   * Buys and waits.
   *
   * @param orderId as for {@link GenerationActivities#submit}
   */
  @WorkflowMethod(name = "EvolinkGeneration")
  GenerationResult generate(String orderId, GenerationRequest request);

  /** {@return what was bought; null before that} */
  @QueryMethod
  @Nullable BoughtTask bought();
}
