package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreditsCommandTest {
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().credits(new BigDecimal("12.50")).start();

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void balanceIsShown() {
    Run run = Run.against(emulator, "credits").succeeded();
    assertThat(run.out()).startsWith("spendable  12.5");
    assertThat(run.out().lines()).hasSize(3);
  }

  @Test
  void dailyLimitOfTheKeyIsShown() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/v1/credits",
        exchange -> {
          byte[] body =
              """
              {"data":{"token":{"remaining_credits":40,"unlimited_credits":false,"used_credits":60,
                "daily_limit_credits":10,"daily_used_credits":8,"reset_timezone":"Asia/Shanghai"},
               "user":{"remaining_credits":30,"used_credits":70}},"message":"","success":true}"""
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    service.start();
    try {
      Map<String, String> env =
          Map.of(
              "EVOLINK_API_KEY",
              "sk-test",
              "EVOLINK_BASE_URL",
              "http://127.0.0.1:" + service.getAddress().getPort());

      assertThat(Run.with(env, "", "credits").succeeded().out())
          .isEqualToNormalizingNewlines(
              """
              spendable  2
              account    30 (used 70)
              key        40 (used 60)
              today      2 of 10 (until midnight, Asia/Shanghai)
              """);
      assertThat(Run.with(env, "", "credits", "--json").succeeded().document().get("key"))
          .isEqualTo(
              Map.of(
                  "unlimited", false,
                  "remaining", 40L,
                  "used", 60L,
                  "daily_limit", 10L,
                  "daily_used", 8L,
                  "daily_reset_timezone", "Asia/Shanghai"));
    } finally {
      service.stop(0);
    }
  }

  @Test
  void documentKeepsTheNumbersExact() {
    Map<?, ?> document = Run.against(emulator, "credits", "--json").succeeded().document();
    assertThat(document.get("spendable"))
        .isInstanceOfSatisfying(
            BigDecimal.class, credits -> assertThat(credits).isEqualByComparingTo("12.50"));
    assertThat(document.get("account"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("remaining", "used");
    assertThat(document.get("key"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("unlimited", "remaining", "used");
  }
}
