package ai.evolink.temporal;

import ai.evolink.model.GenerationRequest;
import org.jspecify.annotations.Nullable;

/** For {@code worker.registerWorkflowImplementationTypes}. */
public final class GenerationWorkflowImpl implements GenerationWorkflow {
  private final GenerationSteps steps;
  private @Nullable BoughtTask bought;

  /** With the limits of {@link GenerationSteps#ofDefaults()}. */
  public GenerationWorkflowImpl() {
    this(GenerationSteps.ofDefaults());
  }

  /** With other limits, for {@code worker.registerWorkflowImplementationFactory}. */
  public GenerationWorkflowImpl(GenerationSteps steps) {
    this.steps = steps;
  }

  @Override
  public GenerationResult generate(String orderId, GenerationRequest request) {
    BoughtTask task = steps.submit(orderId, request);
    bought = task;
    return steps.collect(task);
  }

  @Override
  public @Nullable BoughtTask bought() {
    return bought;
  }
}
