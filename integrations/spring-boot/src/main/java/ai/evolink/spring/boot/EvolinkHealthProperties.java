package ai.evolink.spring.boot;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the health of the application tells of the service.
 *
 * @param enabled Whether the balance is asked for, which counts as a call to the service.
 * @param timeToLive How long an answer is shown again; that of an outage for 30 seconds at most.
 */
@ConfigurationProperties("management.health.evolink")
record EvolinkHealthProperties(
    @DefaultValue("false") boolean enabled, @DefaultValue("5m") Duration timeToLive) {

  static final String ENABLED = "management.health.evolink.enabled";
}
