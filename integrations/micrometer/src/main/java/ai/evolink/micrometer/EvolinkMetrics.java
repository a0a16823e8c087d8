package ai.evolink.micrometer;

import ai.evolink.CallListener;
import ai.evolink.EvolinkClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Objects;

/**
 * Records what a client buys and waits for as meters. Thread-safe; may serve several clients.
 *
 * <pre>{@code
 * EvolinkClient.builderFromEnv().callListener(EvolinkMetrics.of(registry))
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code evolink.calls}</td><td>timer</td><td>from the call to its end; tags operation,
 * kind, model, outcome, error</td></tr>
 * <tr><td>{@code evolink.calls.active}</td><td>long task timer</td><td>calls that have not ended;
 * tags operation, kind</td></tr>
 * <tr><td>{@code evolink.submits}</td><td>timer</td><td>from the call to the answer to its submit;
 * tags kind, model, outcome, error</td></tr>
 * <tr><td>{@code evolink.polls}</td><td>summary</td><td>polls of a wait; tags operation, kind,
 * model</td></tr>
 * <tr><td>{@code evolink.throttled}</td><td>counter</td><td>answers with 429 to a submit or poll;
 * tags operation, kind, model</td></tr>
 * <tr><td>{@code evolink.credits.reserved}</td><td>counter</td><td>credits that accepted submits
 * reserved, those of replayed orders left out; tags kind, model</td></tr>
 * <tr><td>{@code evolink.credits.used}</td><td>counter</td><td>credits that completed tasks cost,
 * once for each wait; tags kind, model</td></tr>
 * <tr><td>{@code evolink.files.saved}</td><td>counter</td><td>results that were saved to disk; tags
 * kind, model</td></tr>
 * </table>
 *
 * <p>No tag has an id of a task or order. A meter counts from when the registry is made: what an
 * earlier process bought is not in it. Credits that the service does not tell are not counted.
 */
public final class EvolinkMetrics implements CallListener {
  private final Meters meters;

  private EvolinkMetrics(Builder builder) {
    this.meters = new Meters(builder.registry, builder.tags, builder.maxUnlistedModels);
  }

  /** {@return a listener that records into {@code registry}, without further tags} */
  public static EvolinkMetrics of(MeterRegistry registry) {
    return builder(registry).build();
  }

  /** {@return a builder of a listener that records into {@code registry}} */
  public static Builder builder(MeterRegistry registry) {
    return new Builder(registry);
  }

  /** Called by a client; see {@link EvolinkClient.Builder#callListener}. */
  @Override
  public Observer start(Call call) {
    return new MeteredCall(meters, call);
  }

  /** Settings of a listener. Not thread-safe. */
  public static final class Builder {
    private final MeterRegistry registry;
    private Tags tags = Tags.empty();
    private int maxUnlistedModels = ModelNames.DEFAULT_LIMIT;

    private Builder(MeterRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** Adds {@code tags} to every meter; none by default. */
    public Builder tags(Iterable<? extends Tag> tags) {
      this.tags = this.tags.and(Objects.requireNonNull(tags, "tags"));
      return this;
    }

    /**
     * How many models that the SDK does not know get a tag of their own, once the service has taken
     * them; 50 by default. All others are {@code other}.
     *
     * @throws IllegalArgumentException if {@code models} is negative
     */
    public Builder maxUnlistedModels(int models) {
      this.maxUnlistedModels = ModelNames.checked(models);
      return this;
    }

    /** {@return the listener} */
    public EvolinkMetrics build() {
      return new EvolinkMetrics(this);
    }
  }
}
