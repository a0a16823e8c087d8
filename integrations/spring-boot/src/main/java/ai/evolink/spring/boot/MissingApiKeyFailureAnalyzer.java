package ai.evolink.spring.boot;

import ai.evolink.EvolinkClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says that the key is missing where a client is wanted and there is none. Before Boot's own. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingApiKeyFailureAnalyzer
    extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {
  private final Environment environment;

  MissingApiKeyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable root, NoSuchBeanDefinitionException cause, @Nullable String description) {
    String key = environment.getProperty(OnApiKey.PROPERTY);
    if (cause.getBeanType() != EvolinkClient.class || (key != null && !key.isBlank())) {
      return null;
    }
    return new FailureAnalysis(
        (description == null ? "A bean" : description)
            + " requires an EvolinkClient, and there is none: evolink.api-key is "
            + (key == null ? "not set." : "blank."),
        "Create a key in the Evolink dashboard and set evolink.api-key, for instance by the"
            + " environment variable EVOLINK_API_KEY. Tests need none:"
            + " @AutoConfigureEvolinkEmulator.",
        cause);
  }
}
