package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
  @Test
  void serverWithoutKeyListsModelsAndSaysHowToGetOne(@TempDir Path home) {
    try (Assistant assistant =
        Assistant.of(URI.create("https://api.evolink.ai"), home)
            .without("EVOLINK_API_KEY")
            .start()) {
      assertThat(assistant.document(assistant.call("models", Map.of("medium", "audio"))).toString())
          .contains("suno");
      McpSchema.CallToolResult refused =
          assistant.call(
              "submit",
              Map.of(
                  "model",
                  "gemini-2.5-flash-image",
                  "request",
                  Map.of("prompt", "A cat"),
                  "order_id",
                  "cat"));
      assertThat(refused.isError()).isTrue();
      assertThat(Assistant.text(refused)).contains("EVOLINK_API_KEY").contains("\"env\"");
    }
  }

  @Test
  void wrongOptionsAreNamedAndNothingIsServed() {
    assertThat(run(Map.of(), "--daily-credits=-1"))
        .contains("--daily-credits must not be negative, but is -1");
    assertThat(run(Map.of(), "--daily-credits=many")).contains("--daily-credits", "many");
    assertThat(run(Map.of("EVOLINK_BASE_URL", "no url"))).contains("EVOLINK_BASE_URL", "no url");
  }

  @Test
  void endOfInputEndsTheServer() {
    assertThat(run(Map.of("EVOLINK_HOME", "unused"), "--folder=unused")).isEmpty();
  }

  private static String run(Map<String, String> environment, String... options) {
    StringWriter errors = new StringWriter();
    new CommandLine(
            new ServeCommand(
                environment, new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream()))
        .setErr(new PrintWriter(errors))
        .execute(options);
    return errors.toString();
  }
}
