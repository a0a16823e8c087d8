package ai.evolink.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ArtifactExpiredException;
import ai.evolink.EvolinkClient;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskTimeoutException;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.FastClock;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cost something, or may have, is never called retriable, and is never tried again. */
class FailuresTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final EvolinkClient client =
      FastClock.client("sk-test", emulator.url()).maxRetries(0).build();

  @AfterEach
  void close() {
    client.close();
  }

  private EvolinkImageModel.Builder builder() {
    return EvolinkImageModel.builder().client(client);
  }

  private static LangChain4jException failureOf(EvolinkImageModel model) {
    return catchThrowableOfType(LangChain4jException.class, () -> model.generate("A cat"));
  }

  private static Class<?> named(String name) {
    return switch (name) {
      case "authentication" -> AuthenticationException.class;
      case "model not found" -> ModelNotFoundException.class;
      case "invalid request" -> InvalidRequestException.class;
      case "rate limit" -> RateLimitException.class;
      case "server" -> InternalServerException.class;
      default -> NonRetriableException.class;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid request",
    "401, authentication",
    "402, non-retriable",
    "403, authentication",
    "404, model not found",
    "429, rate limit",
    "500, non-retriable", // may have been taken
    "503, server" // with an error body: was not taken
  })
  void refusalIsTheExceptionOfThatStatus(int status, String expected) {
    emulator.inject(Fault.status(status).on(ApiOperation.SUBMIT_IMAGE).once());

    LangChain4jException failure = failureOf(builder().build());

    assertThat(failure).isExactlyInstanceOf(named(expected));
    assertThat(failure).cause().hasMessage(failure.getMessage());
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void lostAnswerIsNotRetriable() {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    LangChain4jException failure = failureOf(builder().build());

    assertThat(failure)
        .isExactlyInstanceOf(NonRetriableException.class)
        .hasCauseInstanceOf(SubmissionUncertainException.class);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void timeoutIsNotRetriableAndSaysHowToGoOn() {
    emulator.pace(Duration.ofHours(1));

    LangChain4jException failure = failureOf(builder().timeout(Duration.ofMillis(200)).build());

    assertThat(failure)
        .isNotInstanceOf(RetriableException.class)
        .hasCauseInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining(".resume(\"");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void filteredContentIsToldAsSuch() {
    emulator.nextOutcomes(
        TaskOutcome.failed("content_policy_violation"), TaskOutcome.failed("service_error"));

    assertThat(failureOf(builder().build())).isInstanceOf(ContentFilteredException.class);
    assertThat(failureOf(builder().build()))
        .isExactlyInstanceOf(NonRetriableException.class) // the next task is paid again
        .hasCauseInstanceOf(TaskFailedException.class);
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void resultThatCannotBeReadIsNotLost() {
    emulator.inject(Fault.status(410).on(ApiOperation.DOWNLOAD_RESULT).once());

    LangChain4jException failure = failureOf(builder().base64(true).build());

    assertThat(failure)
        .isExactlyInstanceOf(NonRetriableException.class)
        .hasCauseInstanceOf(ArtifactExpiredException.class);
    Matcher token = Pattern.compile("resume\\(\"([^\"]+)\"\\)$").matcher(failure.getMessage());
    assertThat(token.find()).isTrue();
    assertThat(client.tasks().resume(token.group(1)).result().artifacts()).hasSize(1);
    assertThat(emulator.submissions()).hasSize(1);
  }
}
