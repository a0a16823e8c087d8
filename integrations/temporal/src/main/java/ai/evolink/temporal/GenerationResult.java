package ai.evolink.temporal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a completed task has made.
 *
 * @param taskId the id of the task
 * @param results where each result is: links that expire after about a day, or what the {@linkplain
 *     EvolinkActivities.Builder#store store} of the worker has made of them
 * @param creditsUsed what it cost; null if the service did not say
 */
public record GenerationResult(
    String taskId, List<String> results, @Nullable BigDecimal creditsUsed) {}
