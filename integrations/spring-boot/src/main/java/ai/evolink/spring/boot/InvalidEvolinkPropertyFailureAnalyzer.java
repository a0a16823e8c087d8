package ai.evolink.spring.boot;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Says which property is wrong and where it stands, without the value: it may be a secret. */
final class InvalidEvolinkPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidEvolinkPropertyException> {
  private final Environment environment;

  InvalidEvolinkPropertyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidEvolinkPropertyException cause) {
    return new FailureAnalysis(
        cause.getMessage() + ".", "Correct " + cause.property() + origin(cause.property()), cause);
  }

  private String origin(String property) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      Origin origin = Origin.from(source.getConfigurationProperty(name));
      if (origin != null) {
        return ", which stands in " + origin + ".";
      }
    }
    return ".";
  }
}
