package ai.evolink.spring.boot;

import ai.evolink.EvolinkClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;

/**
 * Makes the client, and closes it after everything that depends on it: the web server is down then,
 * so that nobody submits any more, and submits under way are waited for. No lifecycle bean, since
 * those of a context that pauses are stopped and started again, and a client cannot be.
 */
final class EvolinkClientFactoryBean implements FactoryBean<EvolinkClient>, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(EvolinkClientFactoryBean.class);

  private final EvolinkClient client;
  private final Duration closeTimeout;

  EvolinkClientFactoryBean(EvolinkClient client, Duration closeTimeout) {
    this.client = client;
    this.closeTimeout = closeTimeout;
  }

  @Override
  public EvolinkClient getObject() {
    return client;
  }

  @Override
  public Class<?> getObjectType() {
    return EvolinkClient.class;
  }

  @Override
  public void destroy() {
    if (!client.close(closeTimeout)) {
      LOG.warn(
          "Submits were not answered within {} s and go on without the application; the journal or"
              + " the log tells what they have bought",
          closeTimeout.toSeconds());
    }
  }
}
