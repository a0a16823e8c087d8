package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CreditsTest {

  private final ManualClock clock = EmulatorClock.manual();
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().clock(clock).credits(new BigDecimal("4")).start();
  private final Api api = new Api(emulator);

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void freshAccountHasWhatItWasGiven() {
    assertThat(balance(api)).isEqualTo("4 left, 0 used");
  }

  @Test
  void creditsAreReservedAtSubmitAndChargedAtTheEnd() {
    api.submit("A cat");
    assertThat(balance(api)).isEqualTo("2.4 left, 0 used");
    clock.advance(Duration.ofSeconds(2));
    assertThat(balance(api)).isEqualTo("2.4 left, 1.6 used");
  }

  @Test
  void failedAndCancelledTasksAreRefunded() {
    api.submit("A cat emulator:fail:service_error");
    api.submit("A cat emulator:cancelled");
    assertThat(balance(api)).isEqualTo("0.8 left, 0 used");
    clock.advance(Duration.ofSeconds(2));
    assertThat(balance(api)).isEqualTo("4 left, 0 used");
  }

  @Test
  void stuckTaskKeepsItsReservation() {
    api.submit("A cat emulator:stuck");
    clock.advance(Duration.ofDays(30));
    assertThat(balance(api)).isEqualTo("2.4 left, 0 used");
  }

  @Test
  void emptyAccountIsRefusedUntilARefund() {
    api.submit("A cat");
    api.submit("A cat emulator:fail:service_error");
    Api.Answer refused = api.submit("One cat too many");
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.error().path("code").asString()).isEqualTo("insufficient_quota");
    assertThat(emulator.submissions().get(2).status()).isEqualTo(402);

    clock.advance(Duration.ofSeconds(2));
    assertThat(api.submit("A cat").status()).isEqualTo(200);
  }

  @Test
  void invalidRequestCostsNothing() {
    api.submit("");
    assertThat(balance(api)).isEqualTo("4 left, 0 used");
  }

  @Test
  void eachKeyIsAnAccountOfItsOwn() {
    api.submit("A cat");
    assertThat(balance(api.as("sk-other"))).isEqualTo("4 left, 0 used");
  }

  private static String balance(Api api) {
    JsonNode answer = api.get("/v1/credits").json();
    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("message").asString()).isEmpty();
    JsonNode user = answer.path("data").path("user");
    JsonNode token = answer.path("data").path("token");
    assertThat(token.path("unlimited_credits").asBoolean()).isFalse();
    assertThat(token.path("remaining_credits")).isEqualTo(user.path("remaining_credits"));
    assertThat(token.path("used_credits")).isEqualTo(user.path("used_credits"));
    return user.path("remaining_credits").asString()
        + " left, "
        + user.path("used_credits").asString()
        + " used";
  }
}
