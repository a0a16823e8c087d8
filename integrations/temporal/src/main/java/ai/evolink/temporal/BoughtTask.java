package ai.evolink.temporal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A task that was bought.
 *
 * @param taskId its id
 * @param token what {@link GenerationActivities#collect} waits by; may be stored and put into an
 *     address
 * @param creditsReserved what the service has set aside for it; null if it did not say
 */
public record BoughtTask(String taskId, String token, @Nullable BigDecimal creditsReserved) {}
