package ai.evolink.spring.boot;

import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.Purchase;
import ai.evolink.TaskHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is given what no caller waits for any more: the results of tasks that an earlier process has
 * bought and not saved, once the application is ready, and those of tasks whose submit had no
 * answer and which a callback has found. {@link Generation#task()} tells their order ids.
 *
 * <p>Without a bean of this type they are only logged, and nobody waits for them. Nothing is bought
 * in either case. Several beans are called in their order.
 *
 * <p>Called on threads of the client, for several results at once. What a method throws is logged;
 * the result is then given again after the next start, until it is saved: by {@code saveTo}, {@code
 * saveInto} or {@link Generation#markSaved()}.
 */
@FunctionalInterface
public interface EvolinkRecoveryHandler {
  /** A task has ended with a result. */
  void recovered(Generation result);

  /**
   * There is no result: the task has failed, or the wait for it has ended. By default logged as a
   * warning.
   */
  default void failed(TaskHandle task, EvolinkException failure) {
    logger().warn("No result for {}: {}", task, failure.getMessage());
  }

  /**
   * A submit may have been bought and may not, and somebody has to decide: {@link Purchase#accept},
   * {@link Purchase#retry} or {@link Purchase#giveUp}. By default logged as a warning.
   */
  default void uncertain(Purchase purchase) {
    logger().warn("Please decide with accept(taskId), retry() or giveUp(): {}", purchase);
  }

  private static Logger logger() {
    return LoggerFactory.getLogger(EvolinkRecoveryHandler.class);
  }
}
