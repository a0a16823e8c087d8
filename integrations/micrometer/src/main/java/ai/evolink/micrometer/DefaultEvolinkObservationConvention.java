package ai.evolink.micrometer;

import ai.evolink.CallListener.Operation;
import ai.evolink.Generation;
import ai.evolink.TaskHandle;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The names of OpenTelemetry's conventions for generative AI as of November 2026, which are in
 * development and may change; what these do not name begins with {@code evolink}. Extend it to add
 * or change some.
 *
 * <p>Of low cardinality, and always there: {@code gen_ai.operation.name}, {@code
 * gen_ai.provider.name}, {@code gen_ai.request.model}, {@code gen_ai.output.type}, {@code
 * evolink.operation}, {@code evolink.outcome}. Of high cardinality, and there if known: {@code
 * gen_ai.response.id}, which is the id of the task, {@code gen_ai.response.model}, {@code
 * error.type}, {@code evolink.order.id}, {@code evolink.credits.reserved}, {@code
 * evolink.credits.used}, {@code evolink.polls}.
 */
public class DefaultEvolinkObservationConvention implements EvolinkObservationConvention {
  /** Makes a convention without state. */
  public DefaultEvolinkObservationConvention() {}

  @Override
  public String getName() {
    return "gen_ai.client.operation.duration";
  }

  @Override
  public String getContextualName(EvolinkObservationContext context) {
    return operationName(context) + " " + context.modelName();
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(EvolinkObservationContext context) {
    return KeyValues.of(
        KeyValue.of("gen_ai.operation.name", operationName(context)),
        KeyValue.of("gen_ai.provider.name", "evolink"),
        KeyValue.of("gen_ai.request.model", context.modelName()),
        // The conventions list image and speech; audio is music, too, and video is not listed.
        KeyValue.of("gen_ai.output.type", MeteredCall.word(context.call().kind())),
        KeyValue.of("evolink.operation", MeteredCall.word(context.call().operation())),
        KeyValue.of("evolink.outcome", context.outcome()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(EvolinkObservationContext context) {
    KeyValues known = KeyValues.empty();
    Optional<TaskHandle> task = context.task();
    known = with(known, "gen_ai.response.id", task.map(TaskHandle::id));
    known = with(known, "gen_ai.response.model", context.ended().map(Results::model));
    // Not a key of low cardinality, since those must be there without an error as well.
    known = with(known, "error.type", Optional.ofNullable(context.getError()).map(Results::error));
    known = with(known, "evolink.order.id", context.call().orderId());
    known =
        with(
            known,
            "evolink.credits.reserved",
            task.flatMap(TaskHandle::creditsReserved).map(BigDecimal::toPlainString));
    known =
        with(
            known,
            "evolink.credits.used",
            context
                .ended()
                .flatMap(outcome -> outcome.result())
                .flatMap(Generation::creditsUsed)
                .map(BigDecimal::toPlainString));
    return context.ended().isEmpty()
        ? known
        : known.and("evolink.polls", Integer.toString(context.polls()));
  }

  private static KeyValues with(KeyValues known, String key, Optional<String> value) {
    return value.isPresent() ? known.and(key, value.get()) : known;
  }

  /** The conventions have no name for a wait for what was asked for earlier. */
  private static String operationName(EvolinkObservationContext context) {
    return context.call().operation() == Operation.FOLLOW ? "follow" : "generate_content";
  }
}
