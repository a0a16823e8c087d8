package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed with -9, and the next one. */
class KilledServerTest {
  private static final String LIMIT = "4";

  @Test
  void nextServerKnowsWhatWasBoughtBuysNothingTwiceAndKeepsTheLimit(@TempDir Path home)
      throws Exception {
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder().pace(Duration.ofMillis(200)).start()) {
      Assistant first = start(emulator, home);
      first.document(first.call("submit", making("bought", "A cat")));
      emulator.inject(Fault.noAnswer().on(ApiOperation.SUBMIT_IMAGE).afterProcessing().once());
      CompletableFuture<McpSchema.CallToolResult> lost =
          first.later(assistant -> assistant.call("submit", making("lost", "A dog")));
      emulator.awaitSubmissions(2, Duration.ofMinutes(1));
      first.server().destroyForcibly();
      first.server().onExit().get(1, TimeUnit.MINUTES);
      assertThat(lost.isDone() && !lost.isCompletedExceptionally()).isFalse();

      try (Assistant second = start(emulator, home)) {
        assertThat(second.document(second.call("orders", Map.of())).toString())
            .contains("order_id=bought")
            .contains("state=accepted")
            .contains("order_id=lost")
            .contains("state=uncertain");
        assertThat(second.document(second.call("submit", making("bought", "A cat"))))
            .containsEntry("bought_now", false);
        assertThat(second.document(second.call("wait", Map.of("order_id", "bought"))))
            .containsEntry("status", "completed");
        assertThat(Assistant.folder(home).resolve("bought.png")).exists();

        assertRefused(second, making("lost", "A dog"), "Do not buy it again on your own.");
        assertRefused(second, making("more", "A cow"), "the limit is " + LIMIT + " credits");
        assertThat(emulator.submissions()).hasSize(2);
      }
    }
  }

  private static void assertRefused(Assistant assistant, Map<String, Object> making, String text) {
    McpSchema.CallToolResult answer = assistant.call("submit", making);
    assertThat(answer.isError()).isTrue();
    assertThat(Assistant.text(answer)).contains(text);
  }

  private static Map<String, Object> making(String order, String prompt) {
    return Map.of(
        "model", "gemini-2.5-flash-image", "request", Map.of("prompt", prompt), "order_id", order);
  }

  private static Assistant start(EvolinkEmulator emulator, Path home) {
    return Assistant.of(emulator.url(), home).options("--daily-credits", LIMIT).start();
  }
}
