package ai.evolink.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.EvolinkEmulatorExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Jetty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application of Spring Boot's, with the Tomcat, the Jetty and the Jackson that Boot manages,
 * and emulators from the JUnit extension.
 */
class BootTest {
  @RegisterExtension
  static final EvolinkEmulatorExtension EMULATORS =
      EvolinkEmulatorExtension.of(EvolinkEmulator.builder().pace(Duration.ZERO));

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Pictures pictures(EvolinkEmulator emulator) {
      return new Pictures(emulator);
    }
  }

  record Trial(String server, boolean passed) {}

  @RestController
  static class Pictures {
    private final EvolinkEmulator emulator;

    Pictures(EvolinkEmulator emulator) {
      this.emulator = emulator;
    }

    @GetMapping("/trial")
    Trial trial() throws Exception {
      EmulatorTrial.run(emulator);
      EmulatorTrial.runOverTls();
      boolean tomcat =
          StackWalker.getInstance()
              .walk(calls -> calls.anyMatch(call -> call.getClassName().contains(".catalina.")));
      return new Trial(tomcat ? "Tomcat" : "another", true);
    }
  }

  @Test
  void emulatorDoesAllOfItInsideOfAnApplication(EvolinkEmulator emulator) throws Exception {
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Application.class)
            .initializers(
                context -> context.getBeanFactory().registerSingleton("emulator", emulator))
            .run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn")) {
      String port = application.getEnvironment().getRequiredProperty("local.server.port");

      String answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/trial")).build(),
                  BodyHandlers.ofString())
              .body();

      assertThat(answer).isEqualTo("{\"server\":\"Tomcat\",\"passed\":true}");
      assertThat(emulator.submissions()).isNotEmpty();
    }
  }

  /** What the test above is about: these are the libraries of Boot's, and not those inside. */
  @Test
  void librariesOnTheClassPathAreThoseOfBoot() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot"));
    assertThat(Test.class.getPackage().getImplementationVersion())
        .startsWith(System.getProperty("junit"));
    // One is managed by Boot, the other by a property of the module, which has to follow.
    assertThat(Server.getVersion()).isEqualTo(Jetty.VERSION);
  }
}
