package ai.evolink.spring.boot;

import ai.evolink.EvolinkClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Goes on with what an earlier process has bought, once the application is ready: see {@link
 * EvolinkRecoveryHandler}. {@code evolink.recovery.enabled=false} leaves it to the application.
 */
@AutoConfiguration(after = EvolinkAutoConfiguration.class)
@ConditionalOnSingleCandidate(EvolinkClient.class)
@ConditionalOnBooleanProperty(name = "evolink.recovery.enabled", matchIfMissing = true)
public class EvolinkRecoveryAutoConfiguration {
  EvolinkRecoveryAutoConfiguration() {}

  @Bean
  PurchaseRecovery evolinkPurchaseRecovery(
      EvolinkClient client, FoundTasks found, ObjectProvider<EvolinkRecoveryHandler> handlers) {
    return new PurchaseRecovery(client, found, handlers);
  }
}
