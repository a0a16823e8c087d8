package ai.evolink.internal.submit;

import ai.evolink.internal.quote.Budget;
import ai.evolink.internal.thread.ObserverRelay;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of one submit.
 *
 * @param orderId the caller's name for the purchase; null if it has none
 * @param headers added to the submit
 * @param limit the timeout of the submit; null for that of the client
 * @param terms what it may cost
 * @param observer is told of it; null if nobody is
 */
public record SubmitOrder(
    @Nullable String orderId,
    Map<String, String> headers,
    @Nullable Duration limit,
    Budget.Terms terms,
    @Nullable ObserverRelay observer) {
  public static final SubmitOrder NONE =
      new SubmitOrder(null, Map.of(), null, Budget.Terms.NONE, null);
}
