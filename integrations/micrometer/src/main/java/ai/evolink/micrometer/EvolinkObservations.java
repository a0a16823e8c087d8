package ai.evolink.micrometer;

import ai.evolink.CallListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Observation} of each call, from its start to its end. Its parent is the current
 * observation of the caller's thread. Thread-safe; may serve several clients.
 *
 * <pre>{@code
 * EvolinkClient.builderFromEnv().callListener(EvolinkObservations.of(registry))
 * }</pre>
 *
 * <p>It is nobody's current observation: no scope is opened on any thread. What has ended without a
 * result is an error, unless the caller has taken it back. Files may be saved after the end of an
 * observation, which so does not tell of them. Nothing is made if the registry has no handler.
 */
public final class EvolinkObservations implements CallListener {
  private static final EvolinkObservationConvention DEFAULT =
      new DefaultEvolinkObservationConvention();

  private final ObservationRegistry registry;
  private final @Nullable EvolinkObservationConvention convention;
  private final ModelNames models;

  private EvolinkObservations(Builder builder) {
    this.registry = builder.registry;
    this.convention = builder.convention;
    this.models = new ModelNames(builder.maxUnlistedModels);
  }

  /** {@return a listener that tells {@code registry}, by the default convention} */
  public static EvolinkObservations of(ObservationRegistry registry) {
    return builder(registry).build();
  }

  /** {@return a builder of a listener that tells {@code registry}} */
  public static Builder builder(ObservationRegistry registry) {
    return new Builder(registry);
  }

  @Override
  public @Nullable Observer start(Call call) {
    EvolinkObservationContext context = new EvolinkObservationContext(call, models);
    Observation observation =
        Observation.createNotStarted(convention, DEFAULT, () -> context, registry);
    return observation.isNoop() ? null : new ObservedCall(observation.start(), context);
  }

  /** Settings of a listener. Not thread-safe. */
  public static final class Builder {
    private final ObservationRegistry registry;
    private @Nullable EvolinkObservationConvention convention;
    private int maxUnlistedModels = ModelNames.DEFAULT_LIMIT;

    private Builder(ObservationRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Names and keys. By default those of a {@link
     * io.micrometer.observation.GlobalObservationConvention} of the registry, or else of {@link
     * DefaultEvolinkObservationConvention}.
     */
    public Builder convention(EvolinkObservationConvention convention) {
      this.convention = Objects.requireNonNull(convention, "convention");
      return this;
    }

    /**
     * How many models that the SDK does not know are told by their ids in keys of low cardinality,
     * once the service has taken them; 50 by default. All others are {@code other}.
     *
     * @throws IllegalArgumentException if {@code models} is negative
     */
    public Builder maxUnlistedModels(int models) {
      this.maxUnlistedModels = ModelNames.checked(models);
      return this;
    }

    /** {@return the listener} */
    public EvolinkObservations build() {
      return new EvolinkObservations(this);
    }
  }
}
