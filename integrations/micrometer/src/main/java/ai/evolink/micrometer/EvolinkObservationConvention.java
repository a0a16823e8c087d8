package ai.evolink.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of the observation of a call. {@link DefaultEvolinkObservationConvention} is used
 * unless {@link EvolinkObservations.Builder#convention} or the registry's configuration has
 * another.
 */
public interface EvolinkObservationConvention
    extends ObservationConvention<EvolinkObservationContext> {
  @Override
  default boolean supportsContext(Observation.Context context) {
    return context instanceof EvolinkObservationContext;
  }
}
