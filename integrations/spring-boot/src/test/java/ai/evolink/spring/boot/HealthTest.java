package ai.evolink.spring.boot;

import static ai.evolink.spring.boot.WebApplications.uri;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.spring.boot.WebApplications.Stack;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code /actuator/health} tells of the service. */
class HealthTest {
  @RegisterExtension
  static EvolinkEmulator emulator =
      EvolinkEmulator.builder().credits(new BigDecimal(500)).startForJUnit();

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource
  void isThereIfWanted(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application =
        stack.start(
            "evolink.base-url=" + emulator.url(),
            "management.health.evolink.enabled=true",
            "management.endpoint.health.show-details=always")) {
      assertThat(health(application)).contains("\"evolink\":{", "{\"credits\":500}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotThereOtherwise(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application =
        stack.start(
            "evolink.base-url=" + emulator.url(),
            "management.endpoint.health.show-details=always")) {
      assertThat(health(application)).contains("\"status\":\"UP\"").doesNotContain("evolink");
    }
  }

  @Test
  void answerIsKeptAndThatOfAnOutageForLess() {
    AtomicLong now = new AtomicLong();
    try (EvolinkClient client =
        EvolinkClient.builder("sk-health").baseUrl(emulator.url()).maxRetries(0).build()) {
      BalanceCheck check = new BalanceCheck(client, Duration.ofMinutes(5), now::get);
      assertThat(check.answer().balance()).isNotNull();

      emulator.inject(Fault.status(401).on(ApiOperation.GET_CREDITS));
      now.addAndGet(Duration.ofSeconds(299).toNanos());
      assertThat(check.answer().failure()).isNull();
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(check.answer().failure()).isNotNull();

      emulator.clearFaults();
      now.addAndGet(Duration.ofSeconds(29).toNanos());
      assertThat(check.answer().failure()).isNotNull();
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(check.answer().failure()).isNull();
    }
  }

  @Test
  void outageIsDownAndShowsNoKey() throws Exception {
    emulator.inject(Fault.status(401).on(ApiOperation.GET_CREDITS));
    try (ConfigurableApplicationContext application =
        Stack.MVC.start(
            "evolink.base-url=" + emulator.url(),
            "management.health.evolink.enabled=true",
            "management.endpoint.health.show-details=always")) {
      assertThat(health(application))
          .contains("\"status\":\"DOWN\"", "HTTP 401")
          .doesNotContain("sk-web");
    }
  }

  private String health(ConfigurableApplicationContext application) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri(application, "/actuator/health")).build(),
            BodyHandlers.ofString())
        .body();
  }
}
