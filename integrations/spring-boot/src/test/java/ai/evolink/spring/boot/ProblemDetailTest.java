package ai.evolink.spring.boot;

import static ai.evolink.spring.boot.WebApplications.uri;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.JournalException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.spring.boot.WebApplications.Failing;
import ai.evolink.spring.boot.WebApplications.Stack;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What callers of the application hear of failures, each made by the emulator. */
class ProblemDetailTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EvolinkClient client = builder().build();

  private static EvolinkClient.Builder builder() {
    return EvolinkClient.builder("sk-problem").baseUrl(emulator.url()).maxRetries(0);
  }

  @ParameterizedTest
  @EnumSource
  void controllerThatFailsAnswersWithAProblem(Stack stack) throws Exception {
    EvolinkException throttled = refused(Fault.status(429).retryAfter(Duration.ofSeconds(7)));
    try (ConfigurableApplicationContext application = stack.start()) {
      application.getBean(Failing.class).failure = () -> throttled;

      for (String path : new String[] {"/now", "/later"}) {
        HttpResponse<String> answer = get(application, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":503", "\"charge\":\"none\"");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void handlerOfTheApplicationComesFirst(Stack stack) throws Exception {
    EvolinkException failure = refused(Fault.status(429));
    try (ConfigurableApplicationContext application =
        stack.start(java.util.List.of(OwnAdvice.class))) {
      application.getBean(Failing.class).failure = () -> failure;
      HttpResponse<String> answer = get(application, "/now");
      assertThat(answer.statusCode()).isEqualTo(208);
    }
  }

  @ParameterizedTest
  @EnumSource
  void canBeSwitchedOff(Stack stack) throws Exception {
    EvolinkException failure = refused(Fault.status(429));
    try (ConfigurableApplicationContext application =
        stack.start("evolink.problem-details.enabled=false")) {
      application.getBean(Failing.class).failure = () -> failure;
      assertThat(get(application, "/now").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void keyThatIsRefusedIsNoFaultOfTheCaller() {
    assertThat(status(refused(Fault.status(401)))).isEqualTo(500);
    assertThat(status(refused(Fault.status(402)))).isEqualTo(503);
  }

  @Test
  void requestThatIsRefusedSaysWhy() {
    EvolinkException refused =
        refused(
            Fault.status(400)
                .body(
                    "application/json",
                    "{\"error\":{\"code\":\"invalid_request\",\"message\":\"No such thing\"}}"));
    ProblemDetail problem = Problem.of(refused).detailOf(refused);

    assertThat(problem.getStatus()).isEqualTo(422);
    assertThat(problem.getDetail()).isEqualTo("No such thing");
  }

  /** 502, 503 and 504 are repeated by proxies, and this may have been bought. */
  @Test
  void whatMayHaveBeenChargedIsNoInvitationToRepeat() {
    EvolinkException uncertain =
        failureOf(
            () -> {
              emulator.inject(
                  Fault.cut(ai.evolink.emulator.Cut.AFTER_REQUEST)
                      .afterProcessing()
                      .on(ApiOperation.SUBMIT_IMAGE)
                      .once());
              return client
                  .images()
                  .submit(ImageRequest.of("A cat"), SubmitOptions.ofDefaults())
                  .result();
            });
    ProblemDetail problem = Problem.of(uncertain).detailOf(uncertain);

    assertThat(problem.getStatus()).isEqualTo(500);
    assertThat(problem.getProperties()).containsEntry("charge", "unknown");
    assertThat(problem.getDetail()).isEqualTo("The generation has failed.");
  }

  @Test
  void taskThatRefusesItsContentIsTheCallersToMend() {
    emulator.outcome(TaskOutcome.failed("content_policy_violation"));
    EvolinkException failed =
        failureOf(() -> client.images().generate(ImageRequest.of("A cat")).result());
    ProblemDetail problem = Problem.of(failed).detailOf(failed);

    assertThat(problem.getStatus()).isEqualTo(422);
    assertThat(problem.getProperties()).containsKey("taskId").containsEntry("charge", "unknown");
    emulator.outcome(TaskOutcome.failed("service_error"));
    assertThat(status(failureOf(() -> client.images().generate(ImageRequest.of("Cat")).result())))
        .isEqualTo(500);
  }

  @Test
  void taskThatTakesLongIsNamed() {
    emulator.outcome(TaskOutcome.stuck());
    EvolinkException late =
        failureOf(
            () ->
                client
                    .images()
                    .generate(ImageRequest.of("A cat"), WaitOptions.of(Duration.ofMillis(1)))
                    .result());
    ProblemDetail problem = Problem.of(late).detailOf(late);

    assertThat(problem.getStatus()).isEqualTo(504);
    assertThat(problem.getProperties()).containsKey("taskId");
    assertThat(problem.toString()).doesNotContain("resume(");
  }

  @Test
  void rest() {
    assertThat(status(failureOf(() -> client.tasks().get("task-unified-0-none").result())))
        .isEqualTo(404);
    assertThat(
            status(
                failureOf(
                    () -> {
                      try (EvolinkClient poor = builder().spendLimit(BigDecimal.ZERO).build()) {
                        return poor.images().submit(ImageRequest.of("A cat")).result();
                      }
                    })))
        .isEqualTo(503);
    assertThat(
            status(
                failureOf(
                    () -> {
                      EvolinkClient closed = builder().build();
                      closed.close();
                      return closed.images().submit(ImageRequest.of("A cat")).result();
                    })))
        .isEqualTo(503);
    assertThat(
            status(
                failureOf(
                    () -> {
                      emulator.inject(
                          Fault.cut(ai.evolink.emulator.Cut.AFTER_REQUEST)
                              .on(ApiOperation.GET_TASK));
                      return client.tasks().get("task-unified-1").result();
                    })))
        .isEqualTo(502);
    assertThat(status(new JournalException("Full", null, null))).isEqualTo(500);
    assertThat(status(failureOf(() -> expired()))).isEqualTo(410);
  }

  private Object expired() throws Exception {
    emulator.clearFaults();
    emulator.inject(Fault.expiredLink().on(ApiOperation.DOWNLOAD_RESULT));
    TaskHandle task = client.images().submit(ImageRequest.of("A cat")).result();
    return client
        .tasks()
        .follow(task)
        .result()
        .only()
        .saveTo(java.nio.file.Files.createTempDirectory("expired").resolve("cat.png"));
  }

  private EvolinkException refused(Fault fault) {
    return failureOf(
        () -> {
          emulator.inject(fault.on(ApiOperation.SUBMIT_IMAGE).once());
          return client.images().submit(ImageRequest.of("A cat")).result();
        });
  }

  private static EvolinkException failureOf(Callable<?> call) {
    try {
      return new JournalException("Unexpected: " + call.call(), null, null);
    } catch (EvolinkException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int status(EvolinkException failure) {
    return Problem.of(failure).detailOf(failure).getStatus();
  }

  private HttpResponse<String> get(ConfigurableApplicationContext application, String path)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(application, path)).build(), BodyHandlers.ofString());
  }

  @RestControllerAdvice
  static class OwnAdvice {
    @ExceptionHandler
    @ResponseStatus(HttpStatus.ALREADY_REPORTED)
    String own(RuntimeException e) {
      return "own";
    }
  }
}
