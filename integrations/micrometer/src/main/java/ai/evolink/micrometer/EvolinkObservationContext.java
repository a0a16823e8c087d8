package ai.evolink.micrometer;

import ai.evolink.CallListener.Call;
import ai.evolink.Outcome;
import ai.evolink.TaskHandle;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observed call. Written by one thread at a time, in the order of what happens.
 *
 * <p>It is the context of a client, so that spans are of that kind, but has nothing to send: the
 * requests of a call are made long after, by threads of the SDK.
 */
public final class EvolinkObservationContext extends SenderContext<Object> {
  private final Call call;
  private final ModelNames models;
  private @Nullable TaskHandle task;
  private @Nullable Outcome ended;
  private String outcome = Results.UNKNOWN;
  private int polls;

  EvolinkObservationContext(Call call, ModelNames models) {
    super((carrier, key, value) -> {}, Kind.CLIENT);
    this.call = call;
    this.models = models;
    this.task = call.task().orElse(null);
    setCarrier(this);
    setRemoteServiceName("evolink");
  }

  /** {@return what was asked for} */
  public Call call() {
    return call;
  }

  /**
   * {@return the model in a form for keys of low cardinality: {@code other} for one too many, and
   * {@code none} while it is not known}
   */
  public String modelName() {
    return models.of(modelId());
  }

  private @Nullable String modelId() {
    return call.model()
        .or(() -> task().flatMap(TaskHandle::model))
        .or(() -> ended().map(Results::model))
        .orElse(null);
  }

  /** {@return the task; empty until a submit is accepted} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(task);
  }

  /** {@return how the wait ended; empty before that, and for a call without a wait} */
  public Optional<Outcome> ended() {
    return Optional.ofNullable(ended);
  }

  /**
   * {@return how the call ended in one word, the same as the tag {@code outcome} of {@link
   * EvolinkMetrics}; {@code unknown} before that}
   */
  public String outcome() {
    return outcome;
  }

  /** {@return how often the task was queried so far} */
  public int polls() {
    return polls;
  }

  void accepted(TaskHandle accepted) {
    task = accepted;
    models.take(modelId());
  }

  void polled() {
    polls++;
  }

  void ended(Outcome how) {
    ended = how;
    if (how instanceof Outcome.Completed) {
      models.take(modelId());
    }
  }

  void outcome(String word) {
    outcome = word;
  }
}
