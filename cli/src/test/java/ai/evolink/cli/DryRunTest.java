package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {
  @Test
  void requestIsPrintedAsCurlWithoutAKey() {
    Run run =
        Run.bare(
                "image",
                "A cat's \"garden\"",
                "--size",
                "16:9",
                "--set",
                "seed=7",
                "--set",
                "style=vivid",
                "--reference",
                "https://example.com/cat.png",
                "--unchecked",
                "--dry-run",
                "--no-price")
            .succeeded();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            curl --request POST \\
              --url 'https://api.evolink.ai/v1/images/generations' \\
              --header "Authorization: Bearer $EVOLINK_API_KEY" \\
              --header 'Content-Type: application/json' \\
              --data '{
              "model": "gemini-2.5-flash-image",
              "prompt": "A cat'\\''s \\"garden\\"",
              "seed": 7,
              "style": "vivid",
              "size": "16:9",
              "image_urls": [
                "https://example.com/cat.png"
              ]
            }'
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void keyIsNotShown() {
    Run run =
        Run.with(
                Map.of("EVOLINK_API_KEY", "sk-test-secret"),
                "",
                "image",
                "A cat",
                "--dry-run",
                "--no-price")
            .succeeded();
    assertThat(run.out() + run.err()).doesNotContain("secret");
  }

  @Test
  void addressIsTheOneThatWouldBeAsked() {
    Map<String, String> env = Map.of("EVOLINK_BASE_URL", " http://localhost:8080/proxy ");
    assertThat(Run.with(env, "", "image", "A cat", "--dry-run", "--no-price").succeeded().out())
        .contains("--url 'http://localhost:8080/proxy/v1/images/generations'");
    assertThat(
            Run.with(
                    env,
                    "",
                    "image",
                    "A cat",
                    "--dry-run",
                    "--no-price",
                    "--base-url",
                    "https://example.com")
                .succeeded()
                .out())
        .contains("--url 'https://example.com/v1/images/generations'");
  }

  @Test
  void documentHasTheBodyAsJson() {
    Map<?, ?> document =
        Run.bare("image", "A cat", "--dry-run", "--no-price", "--json").succeeded().document();
    assertThat(document.get("method")).isEqualTo("POST");
    assertThat(document.get("url"))
        .isEqualTo(URI.create("https://api.evolink.ai/v1/images/generations").toString());
    assertThat(document.get("body"))
        .isEqualTo(Map.of("model", "gemini-2.5-flash-image", "prompt", "A cat"));
    assertThat(document.get("curl")).asString().startsWith("curl ");
  }

  @Test
  void limitsAreCheckedAllTheSame() {
    Run run = Run.bare("image", "🐈".repeat(2001), "--dry-run", "--no-price");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("prompt").contains("2000").contains("2001");
    assertThat(Run.bare("image", "🐈".repeat(2000), "--dry-run", "--no-price").exit()).isZero();
  }
}
