package ai.evolink.spring.boot;

import ai.evolink.EvolinkClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * The health indicator {@code evolink} for Boot 4. Off unless {@code
 * management.health.evolink.enabled} is true, for it asks the service.
 */
@AutoConfiguration(after = EvolinkAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnSingleCandidate(EvolinkClient.class)
@ConditionalOnBooleanProperty(EvolinkHealthProperties.ENABLED)
@EnableConfigurationProperties(EvolinkHealthProperties.class)
public class EvolinkHealthAutoConfiguration {
  EvolinkHealthAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "evolinkHealthIndicator")
  HealthIndicator evolinkHealthIndicator(EvolinkClient client, EvolinkHealthProperties properties) {
    BalanceCheck check = new BalanceCheck(client, properties.timeToLive(), System::nanoTime);
    return () -> health(check.answer());
  }

  private static Health health(BalanceCheck.Answer answer) {
    return answer.balance() != null
        ? Health.up().withDetail("credits", answer.balance().spendable()).build()
        : Health.down().withDetail("error", String.valueOf(answer.failure())).build();
  }
}
