package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.evolink.EvolinkClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application prints that cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {
    @Bean
    String needsClient(EvolinkClient client) {
      return client.toString();
    }
  }

  private static void fail(String... settings) {
    assertThat(
            catchThrowable(
                () ->
                    new SpringApplicationBuilder(Shop.class)
                        .web(WebApplicationType.NONE)
                        .run(settings)))
        .isNotNull();
  }

  @Test
  void missingKeyIsNamed(CapturedOutput output) {
    fail();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("needsClient")
        .contains("requires an EvolinkClient, and there is none: evolink.api-key is not set.")
        .contains("EVOLINK_API_KEY");
  }

  @Test
  void blankKeyIsNamed(CapturedOutput output) {
    fail("--evolink.api-key=");
    assertThat(output).contains("evolink.api-key is blank.");
  }

  @Test
  void wrongPropertyIsNamedWithItsPlace(CapturedOutput output) {
    fail("--evolink.api-key=sk-a", "--evolink.submit-timeout=-5s");
    assertThat(output)
        .contains("The property evolink.submit-timeout is refused: submitTimeout must be positive")
        .contains("Correct evolink.submit-timeout, which stands in")
        .contains("commandLineArgs");
  }

  @Test
  void secretIsNotPrinted(CapturedOutput output) {
    fail(
        "--evolink.api-key=sk-a",
        "--evolink.callback.url=https://shop.example/evolink",
        "--evolink.callback.key=c2hvcnQtc2VjcmV0");
    assertThat(output)
        .contains("The property evolink.callback.key is refused")
        .doesNotContain("c2hvcnQtc2VjcmV0", "short-secret");
  }

  @Test
  void journalThatIsNoneIsNamed(CapturedOutput output, @TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("evolink.journal"), "a shopping list\n");
    fail("--evolink.api-key=sk-a", "--evolink.journal.file=" + file);
    assertThat(output).contains("APPLICATION FAILED TO START").contains(file.toString());
  }
}
