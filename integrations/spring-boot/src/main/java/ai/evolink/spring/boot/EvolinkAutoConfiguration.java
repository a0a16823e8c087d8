package ai.evolink.spring.boot;

import static ai.evolink.spring.boot.InvalidEvolinkPropertyException.set;

import ai.evolink.CallListener;
import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.system.JavaVersion;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The client as a bean, with what the properties below {@code evolink} say: its {@link
 * EvolinkConnectionDetails}, its {@link TaskJournal} and its {@link CallbackHub}.
 *
 * <p>Each backs off if the application has one of its own. Every {@link CallListener} bean hears
 * the client, and every {@link EvolinkClientCustomizer} bean may change it. The client is closed
 * after all beans that depend on it, and waits for submits under way for up to {@code
 * spring.lifecycle.timeout-per-shutdown-phase}, 30 seconds by default.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(EvolinkClient.class)
@ImportRuntimeHints(EvolinkRuntimeHints.class)
@EnableConfigurationProperties({
  EvolinkConnectionProperties.class,
  EvolinkClientProperties.class,
  EvolinkCallbackProperties.class
})
public class EvolinkAutoConfiguration {
  EvolinkAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @Conditional(OnApiKey.class)
  EvolinkConnectionDetails evolinkConnectionDetails(EvolinkConnectionProperties properties) {
    return new PropertiesEvolinkConnectionDetails(properties);
  }

  /** Closed by the client, so not by the context. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  @ConditionalOnProperty("evolink.journal.file")
  TaskJournal evolinkTaskJournal(EvolinkClientProperties properties) {
    Path file = Objects.requireNonNull(Objects.requireNonNull(properties.journal()).file());
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of evolink.journal.file cannot be made", e);
    }
    return TaskJournal.file(file);
  }

  @Bean
  FoundTasks evolinkFoundTasks() {
    return new FoundTasks();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(EvolinkCallbackProperties.URL)
  CallbackHub evolinkCallbackHub(EvolinkCallbackProperties properties, FoundTasks found) {
    URI url = Objects.requireNonNull(properties.getUrl());
    byte[] key = properties.requiredKey();
    CallbackHub[] hub = new CallbackHub[1];
    set(
        key.length < 16 ? EvolinkCallbackProperties.KEY : EvolinkCallbackProperties.URL,
        url,
        base -> hub[0] = CallbackHub.at(base, key));
    return hub[0].onUnclaimed(found);
  }

  @Bean
  @ConditionalOnBean(EvolinkConnectionDetails.class)
  @ConditionalOnMissingBean(EvolinkClient.class)
  EvolinkClientFactoryBean evolinkClient(
      EvolinkConnectionDetails connection,
      EvolinkClientProperties properties,
      ObjectProvider<TaskJournal> journal,
      ObjectProvider<CallbackHub> hub,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<EvolinkClientCustomizer> customizers,
      Environment environment) {
    EvolinkClient.Builder[] made = new EvolinkClient.Builder[1];
    set("evolink.api-key", connection.getApiKey(), key -> made[0] = EvolinkClient.builder(key));
    EvolinkClient.Builder client = made[0];
    set("evolink.base-url", connection.getBaseUrl(), client::baseUrl);
    set("evolink.files-base-url", connection.getFilesBaseUrl(), client::filesBaseUrl);
    TaskJournal remembers = journal.getIfAvailable();
    properties.applyTo(client, remembers != null);
    if (remembers != null) {
      client.journal(remembers);
    }
    if (connection.hasCallbacks()) {
      hub.ifAvailable(client::callbackHub);
    }
    listeners.orderedStream().forEach(client::callListener);
    String bundle = properties.ssl() == null ? null : properties.ssl().bundle();
    if (bundle != null) {
      client.httpClient(HttpClients.of(bundles.getObject(), bundle));
    }
    if (virtualThreads(environment)) {
      client.continuationExecutor(new VirtualThreadTaskExecutor("evolink-"));
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(client));
    return new EvolinkClientFactoryBean(built(client), closeTimeout(environment));
  }

  /** As Boot does it; its own condition has another name in each version. */
  private static boolean virtualThreads(Environment environment) {
    return environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
        && JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
  }

  private static Duration closeTimeout(Environment environment) {
    return environment.getProperty(
        "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
  }

  private static EvolinkClient built(EvolinkClient.Builder client) {
    try {
      return client.build();
    } catch (IllegalArgumentException e) {
      String property = propertyOf(e.getMessage());
      if (property == null) {
        throw e;
      }
      throw new InvalidEvolinkPropertyException(property, "is refused: " + e.getMessage());
    }
  }

  /** What only the whole can tell, the builder says in its own words. */
  private static @Nullable String propertyOf(@Nullable String message) {
    if (message == null) {
      return null;
    }
    return message.startsWith("baseUrl")
        ? "evolink.base-url"
        : message.startsWith("filesBaseUrl")
            ? "evolink.files-base-url"
            : message.startsWith("callback_url") ? EvolinkCallbackProperties.URL : null;
  }
}
