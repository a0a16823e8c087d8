package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class BillingTest extends WithControl {

  @Test
  void creditsAreReservedAndThenCharged() {
    String id = api.submit("A cat").id();
    assertThat(billing(id))
        .hasToString(
            "{\"refund_scope\":\"account_balance\",\"charge_status\":\"reserved\","
                + "\"refund_status\":\"not_required\",\"reserved_credits\":1.6,"
                + "\"charged_credits\":0,\"refunded_credits\":0}");

    clock.advance(Duration.ofSeconds(10));
    assertThat(billing(id))
        .hasToString(
            "{\"refund_scope\":\"account_balance\",\"charge_status\":\"charged\","
                + "\"refund_status\":\"not_required\",\"reserved_credits\":1.6,"
                + "\"charged_credits\":1.6,\"refunded_credits\":0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator:fail:service_error", "emulator:cancelled", "emulator:canceled"})
  void taskThatDoesNotCompleteIsRefunded(String word) {
    String id = api.submit("A cat " + word).id();
    clock.advance(Duration.ofSeconds(10));
    String end = clock.now().truncatedTo(ChronoUnit.SECONDS).toString();
    clock.advance(Duration.ofSeconds(10));

    assertThat(billing(id))
        .hasToString(
            "{\"refund_scope\":\"account_balance\",\"charge_status\":\"released\","
                + "\"refund_status\":\"completed\",\"reserved_credits\":1.6,"
                + "\"charged_credits\":0,\"refunded_credits\":1.6,\"refunded_at\":\""
                + end
                + "\"}");
    assertThat(used()).isEqualTo("0");
  }

  @Test
  void whatWasFreeIsNotRefunded() {
    emulator.prices().charge("gemini-2.5-flash-image", BigDecimal.ZERO);
    String id = api.submit("A cat emulator:fail:service_error").id();
    clock.advance(Duration.ofSeconds(10));

    assertThat(billing(id).path("refund_status").asString()).isEqualTo("not_required");
    assertThat(billing(id).has("refunded_at")).isFalse();
  }

  @Test
  void oldGatewayTellsNothing() {
    try (EvolinkEmulator old = EvolinkEmulator.builder().showBilling(false).start()) {
      Api caller = new Api(old);

      assertThat(caller.task(caller.submit("A cat").id()).json().has("billing")).isFalse();
    }
  }

  private JsonNode billing(String id) {
    return api.task(id).json().path("billing");
  }
}
