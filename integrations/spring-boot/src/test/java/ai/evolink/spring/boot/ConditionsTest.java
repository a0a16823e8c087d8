package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallListener;
import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskJournal;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.Awaits;
import ai.evolink.micrometer.EvolinkMetrics;
import ai.evolink.micrometer.EvolinkObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which beans there are, and which there are not. */
class ConditionsTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  EvolinkAutoConfiguration.class,
                  EvolinkCallbackAutoConfiguration.class,
                  EvolinkMetricsAutoConfiguration.class,
                  EvolinkProblemDetailAutoConfiguration.class,
                  EvolinkRecoveryAutoConfiguration.class));

  private final ApplicationContextRunner withKey =
      runner.withPropertyValues("evolink.api-key=sk-a", "evolink.base-url=" + emulator.url());

  @Test
  void withoutAKeyThereIsNoClient() {
    runner.run(context -> assertThat(context).doesNotHaveBean(EvolinkClient.class));
    runner
        .withPropertyValues("evolink.api-key=  ")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(EvolinkConnectionDetails.class)
                    .doesNotHaveBean(EvolinkClient.class));
  }

  @Test
  void keyAndAddressAreThoseOfTheProperties() {
    withKey.run(
        context -> {
          context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("A cat")).result();
          assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-a");
          assertThat(context).doesNotHaveBean(TaskJournal.class).doesNotHaveBean(CallbackHub.class);
        });
  }

  @Test
  void variablesOfTheSdkAreUnderstood() {
    runner
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of(
                                "EVOLINK_API_KEY",
                                "sk-variable",
                                "EVOLINK_BASE_URL",
                                emulator.url().toString()))))
        .run(
            context -> {
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-variable");
            });
  }

  @Test
  void clientOfTheApplicationComesFirst() {
    EvolinkClient own = EvolinkClient.builder("sk-own").build();
    withKey
        .withBean("own", EvolinkClient.class, () -> own)
        .run(context -> assertThat(context).getBean(EvolinkClient.class).isSameAs(own));
  }

  @Test
  void connectionOfTheApplicationComesBeforeTheProperties() {
    withKey
        .withBean(EvolinkConnectionDetails.class, () -> details("sk-details"))
        .run(
            context -> {
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(emulator.submissions().get(0).key()).isEqualTo("sk-details");
            });
  }

  @Test
  void customizersHaveTheLastWordInTheirOrder() {
    StringBuilder order = new StringBuilder();
    withKey
        .withPropertyValues("evolink.spend-limit.credits=0")
        .withBean("second", EvolinkClientCustomizer.class, () -> new Second(order))
        .withBean("first", EvolinkClientCustomizer.class, () -> new First(order))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(order).hasToString("first second");
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(emulator.submissions()).hasSize(1);
            });
  }

  @Test
  void journalIsAFileWhoseFolderIsMade(@TempDir Path folder) {
    Path file = folder.resolve("new/evolink.journal");
    withKey
        .withPropertyValues("evolink.journal.file=" + file)
        .run(
            context -> {
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(Files.readString(file)).contains("accepted");
              assertThat(context.getBean(EvolinkClient.class).recover().accepted()).hasSize(1);
            });
  }

  @Test
  void journalOfTheApplicationComesBeforeTheFile(@TempDir Path folder) {
    TaskJournal own = TaskJournal.inMemory();
    withKey
        .withPropertyValues("evolink.journal.file=" + folder.resolve("evolink.journal"))
        .withBean("own", TaskJournal.class, () -> own)
        .run(
            context -> {
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(context).hasSingleBean(TaskJournal.class);
              assertThat(folder.resolve("evolink.journal")).doesNotExist();
            });
  }

  @Test
  void hubOfTheApplicationComesFirst() {
    CallbackHub own = CallbackHub.at(URI.create("http://127.0.0.1:1/own"), new byte[16]);
    withKey
        .withPropertyValues("evolink.callback.url=http://127.0.0.1:1/other")
        .withBean("own", CallbackHub.class, () -> own)
        .run(context -> assertThat(context).getBean(CallbackHub.class).isSameAs(own));
  }

  @Test
  void registriesOfTheApplicationHearTheClient() {
    withKey
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(ObservationRegistry.class, ObservationRegistry::create)
        .run(
            context -> {
              context.getBean(EvolinkClient.class).images().submit(ImageRequest.of("Cat")).result();
              assertThat(context).getBeans(CallListener.class).hasSize(2);
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              Awaits.until(
                  "a submit",
                  () ->
                      registry.find("evolink.submits").tag("outcome", "accepted").timer() != null);
            });
  }

  @Test
  void withoutRegistriesThereAreNoMeters() {
    withKey.run(context -> assertThat(context).doesNotHaveBean(CallListener.class));
  }

  @Test
  void withoutMicrometerOnTheClassPathTheClientIsThere() {
    withKey
        .withClassLoader(new FilteredClassLoader("ai.evolink.micrometer", "io.micrometer"))
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(EvolinkClient.class)
                    .doesNotHaveBean("evolinkMetrics"));
  }

  @Test
  void meterListenersOfTheApplicationComeFirst() {
    withKey
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(ObservationRegistry.class, ObservationRegistry::create)
        .withBean(
            "metrics", EvolinkMetrics.class, () -> EvolinkMetrics.of(new SimpleMeterRegistry()))
        .withBean(
            "observations",
            EvolinkObservations.class,
            () -> EvolinkObservations.of(ObservationRegistry.NOOP))
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(EvolinkMetrics.class)
                    .hasSingleBean(EvolinkObservations.class));
  }

  @Test
  void recoveryCanBeSwitchedOff() {
    withKey.run(context -> assertThat(context).hasSingleBean(PurchaseRecovery.class));
    withKey
        .withPropertyValues("evolink.recovery.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(PurchaseRecovery.class));
  }

  private static EvolinkConnectionDetails details(String key) {
    return new EvolinkConnectionDetails() {
      @Override
      public String getApiKey() {
        return key;
      }

      @Override
      public URI getBaseUrl() {
        return emulator.url();
      }
    };
  }

  @Order(1)
  private record First(StringBuilder order) implements EvolinkClientCustomizer {
    @Override
    public void customize(EvolinkClient.Builder builder) {
      order.append("first");
    }
  }

  @Order(2)
  private record Second(StringBuilder order) implements EvolinkClientCustomizer {
    @Override
    public void customize(EvolinkClient.Builder builder) {
      order.append(" second");
      builder.spendLimit(new java.math.BigDecimal(1_000));
    }
  }
}
