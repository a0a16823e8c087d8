package ai.evolink.temporal;

import ai.evolink.model.GenerationRequest;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a purchase, for workflows of your own. {@link EvolinkActivities} runs them; {@link
 * GenerationSteps} makes stubs with options that fit, and turns what can go wrong into failures
 * that a workflow can tell apart.
 */
@ActivityInterface(namePrefix = "Evolink")
public interface GenerationActivities {
  /** {@return the most that {@code request} may cost by the list; null if that is not known} */
  @ActivityMethod
  @Nullable BigDecimal price(GenerationRequest request);

  /**
   * Buys. Must be attempted once only: an attempt that times out may have bought all the same.
   *
   * @param orderId your own name for the purchase; only a client with a journal makes use of it
   * @throws io.temporal.failure.ApplicationFailure of one of the types of {@link FailureTypes}
   */
  @ActivityMethod
  BoughtTask submit(String orderId, GenerationRequest request);

  /**
   * Waits for the end of a task. May be attempted as often as you like: it buys nothing.
   *
   * @throws io.temporal.failure.ApplicationFailure of one of the types of {@link FailureTypes}
   */
  @ActivityMethod
  GenerationResult collect(String token);
}
