package ai.evolink.springai;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.it.FastClock;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Boot applications, started as a user's would be, with the settings of the command line. */
final class Application {
  private Application() {}

  /** No bean of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  /** A client on a fast clock, and a registry that remembers. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithClient {
    final List<Observation.Context> observed = new ArrayList<>();

    @Bean
    EvolinkClient client(EvolinkEmulator emulator) {
      return FastClock.client("sk-bean", emulator.url()).maxRetries(0).build();
    }

    @Bean
    ObservationRegistry observations() {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(
              new ObservationHandler<>() {
                @Override
                public void onStop(Observation.Context context) {
                  observed.add(context);
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                  return true;
                }
              });
      return registry;
    }
  }

  static ConfigurableApplicationContext start(
      Class<?> configuration, EvolinkEmulator emulator, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
    for (String setting : settings) {
      arguments.add("--" + setting);
    }
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .initializers(context -> context.getBeanFactory().registerSingleton("emulator", emulator))
        .run(arguments.toArray(String[]::new));
  }
}
