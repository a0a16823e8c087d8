package ai.evolink.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SpendLimitException;
import ai.evolink.TaskQuery;
import ai.evolink.emulator.EvolinkEmulator;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is said below {@code evolink} arrives, and what is wrong there is named. */
class PropertiesTest {
  private static final String SECRET = "sk-secret";

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SslAutoConfiguration.class, EvolinkAutoConfiguration.class))
          .withPropertyValues("evolink.api-key=" + SECRET, "evolink.base-url=" + emulator.url());

  @Test
  void everyPropertyIsTaken() {
    runner
        .withPropertyValues(
            "evolink.files-base-url=" + emulator.url(),
            "evolink.request-timeout=20s",
            "evolink.submit-timeout=1m",
            "evolink.upload-timeout=5m",
            "evolink.download-timeout=10m",
            "evolink.max-download-size=100MB",
            "evolink.max-concurrent-requests=10",
            "evolink.max-retries=0",
            "evolink.poll-budget.per-second=5",
            "evolink.poll-budget.burst=7",
            "evolink.send-idempotency-keys=true",
            "evolink.allow-plain-http=true",
            "evolink.allow-local-callbacks=true",
            "evolink.allow-private-downloads=true",
            "evolink.allow-unmeasured-downloads=true",
            "evolink.allow-experimental=true",
            "evolink.spend-limit.credits=100",
            "evolink.spend-limit.unknown-price=assume-highest")
        .run(
            context -> {
              EvolinkClient client = context.getBean(EvolinkClient.class);
              client.images().submit(ImageRequest.of("A cat")).result();

              assertThat(emulator.submissions().get(0).headers())
                  .anySatisfy(
                      (name, value) -> assertThat(name).isEqualToIgnoringCase("Idempotency-Key"));
              assertThat(client.tasks().list(TaskQuery.ofAll()).result().tasks()).isNotEmpty();
            });
  }

  @Test
  void spendLimitIsKept() {
    runner
        .withPropertyValues("evolink.spend-limit.credits=0.001")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(EvolinkClient.class)
                            .images()
                            .submit(ImageRequest.of("A cat"))
                            .handle((task, failure) -> failure)
                            .get())
                    .isInstanceOf(SpendLimitException.class));
    assertThat(emulator.submissions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evolink.submit-timeout          | -5s                  | must be positive
          evolink.request-timeout         | 0s                   | must be positive
          evolink.upload-timeout          | 0s                   | must be positive
          evolink.download-timeout        | 0s                   | must be positive
          evolink.max-download-size       | 0B                   | at least 1
          evolink.max-concurrent-requests | 0                    | at least 1
          evolink.max-retries             | -1                   | must not be negative
          evolink.spend-limit.credits     | -1                   | must not be negative
          evolink.spend-limit.ledger      | autumn               | evolink.spend-limit.credits
          evolink.base-url                | http://shop.example  | must be https
          evolink.files-base-url          | ftp://shop.example   | http or https
          evolink.ssl.bundle              | nobody               | names no SSL bundle
          evolink.callback.url            | https://shop.example/evolink | evolink.callback.key
          """)
  void wrongValueIsNamed(String property, String value, String problem) {
    runner
        .withPropertyValues(property + "=" + value)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidEvolinkPropertyException.class)
                    .hasMessageContaining("evolink.")
                    .hasMessageContaining(problem)
                    .message()
                    .doesNotContain(SECRET)
                    .matches(text -> text.contains(property) || problem.startsWith("evolink.")));
  }

  @Test
  void pollBudgetIsNamedWhichOfTheTwoIsWrong() {
    runner
        .withPropertyValues("evolink.poll-budget.burst=0")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("evolink.poll-budget")
                    .hasStackTraceContaining("burst must be at least 1"));
  }

  @Test
  void ledgerNeedsAJournal() {
    runner
        .withPropertyValues("evolink.spend-limit.credits=5", "evolink.spend-limit.ledger=autumn")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.spend-limit.ledger needs a journal")
                    .hasMessageContaining("evolink.journal.file"));
  }

  @ParameterizedTest
  @CsvSource({"not Base64!,not Base64", "c2hvcnQ=,at least 16 bytes", "'  ',is not set"})
  void keyOfCallbacksIsNamedAndNotShown(String key, String problem) {
    runner
        .withPropertyValues(
            "evolink.callback.url=https://shop.example/evolink", "evolink.callback.key=" + key)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.callback.key")
                    .hasMessageContaining(problem)
                    .message()
                    .doesNotContain("c2hvcnQ"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example/evolink, must be https",
    "https://10.0.0.1/evolink, must be a public address",
    "https://shop.example/evolink?x=1, without query"
  })
  void addressOfCallbacksIsNamed(String url, String problem) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(EvolinkAutoConfiguration.class))
        .withPropertyValues(
            "evolink.api-key=" + SECRET,
            "evolink.callback.url=" + url,
            "evolink.callback.key=MDEyMzQ1Njc4OWFiY2RlZg==")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.callback.url")
                    .hasMessageContaining(problem));
  }

  @Test
  void keyThatNoHeaderCanCarryIsNamedAndNotShown() {
    runner
        .withPropertyValues("evolink.api-key=sk-wröng")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("evolink.api-key")
                    .message()
                    .doesNotContain("wröng"));
  }

  @Test
  void propertiesAreDescribedForEditors() throws Exception {
    try (InputStream metadata =
        EvolinkAutoConfiguration.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
          .contains("evolink.api-key", "Key of the account.", "evolink.files-base-url")
          .contains("evolink.callback.key", "evolink.callback.path", "evolink.journal.file")
          .contains("evolink.spend-limit.unknown-price", "evolink.poll-budget.per-second")
          .contains("evolink.recovery.enabled", "evolink.problem-details.enabled")
          .contains("management.health.evolink.time-to-live", "evolink.ssl.bundle");
    }
  }
}
