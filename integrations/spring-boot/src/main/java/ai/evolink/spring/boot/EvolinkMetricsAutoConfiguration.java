package ai.evolink.spring.boot;

import ai.evolink.micrometer.EvolinkMetrics;
import ai.evolink.micrometer.EvolinkObservationConvention;
import ai.evolink.micrometer.EvolinkObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Meters and observations of the client's calls, if evolink-micrometer is on the class path and the
 * application has a {@code MeterRegistry} or an {@code ObservationRegistry}.
 */
@AutoConfiguration(
    before = EvolinkAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass(EvolinkMetrics.class)
public class EvolinkMetricsAutoConfiguration {
  EvolinkMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnBean(MeterRegistry.class)
  @ConditionalOnMissingBean
  EvolinkMetrics evolinkMetrics(MeterRegistry registry) {
    return EvolinkMetrics.of(registry);
  }

  @Bean
  @ConditionalOnBean(ObservationRegistry.class)
  @ConditionalOnMissingBean
  EvolinkObservations evolinkObservations(
      ObservationRegistry registry, ObjectProvider<EvolinkObservationConvention> convention) {
    EvolinkObservations.Builder observations = EvolinkObservations.builder(registry);
    convention.ifAvailable(observations::convention);
    return observations.build();
  }
}
