package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class FaultTest {

  private final ManualClock clock = EmulatorClock.manual();
  private EvolinkEmulator emulator;
  private Api api;

  @BeforeEach
  void start() {
    emulator = EvolinkEmulator.builder().clock(clock).pace(Duration.ZERO).faultSeed(7).start();
    api = new Api(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void statusIsGivenSoManyTimesWithTheDocumentedBody() {
    Fault fault =
        Fault.status(429).retryAfter(Duration.ofMillis(1500)).on(ApiOperation.SUBMITS).times(2);
    emulator.inject(fault);
    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
    for (int i = 0; i < 2; i++) {
      assertThat(emulator.faults()).containsExactly(fault);
      Api.Answer answer = api.submit("A cat");
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isEqualTo("2");
      assertThat(answer.error().path("code").asString()).isEqualTo("rate_limit_exceeded");
    }

    assertThat(emulator.faults()).isEmpty();
    assertThat(api.submit("A cat").status()).isEqualTo(200);
    assertThat(emulator.submissions().stream().map(Submission::status))
        .containsExactly(429, 429, 200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/images/generations,   503, service_unavailable",
    "POST, /v1/images/generations,   402, insufficient_quota",
    "GET,  /v1/tasks/task-unified-1, 402, quota_exceeded",
    "GET,  /v1/tasks/task-unified-1, 502, upstream_error",
    "GET,  /v1/tasks/task-unified-1, 418, invalid_request",
    "GET,  /v1/credits,              503, 503",
    "GET,  /v1/credits,              504, 504",
    "GET,  /api/v1/files/quota,      500, 500",
    "DELETE, /api/v1/files/file_1,   503, 503",
    "GET,  /files/file_1/a.png,      403, permission_denied"
  })
  void bodyIsOfTheFamilyOfTheOperation(String method, String path, int status, String code) {
    emulator.inject(Fault.status(status));
    Api.Answer answer =
        method.equals("POST") ? api.post(path, Api.cat().toString()) : api.send(path, method);

    assertThat(answer.status()).isEqualTo(status);
    boolean ofFiles = path.startsWith("/api/");
    JsonNode node = ofFiles ? answer.json().path("code") : answer.error().path("code");
    assertThat(node.asString()).isEqualTo(code);
    assertThat(node.isNumber()).isEqualTo(code.matches("\\d+"));
    assertThat((ofFiles ? answer.json().path("msg") : answer.error().path("message")).asString())
        .isNotBlank();
  }

  @Test
  void retryAfterCanBeADate() {
    emulator.inject(Fault.status(503).retryAfterDate(Duration.ofMinutes(1)));
    String date = api.get("/v1/credits").header("Retry-After");

    assertThat(
            java.time.ZonedDateTime.parse(
                    date, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant())
        .isEqualTo(clock.now().plusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  @Test
  void bodyCanBeAnythingOrNothing() {
    emulator.inject(
        Fault.status(502).body("text/html", "<h1>Bad Gateway</h1>").once(),
        Fault.status(500).withoutBody().once(),
        Fault.status(204).once());

    Api.Answer html = api.submit("A cat");
    assertThat(html.status()).isEqualTo(502);
    assertThat(html.header("Content-Type")).isEqualTo("text/html");
    assertThat(html.bytes()).asString().isEqualTo("<h1>Bad Gateway</h1>");
    assertThat(api.get("/unfaulted").status()).isEqualTo(404);
    assertThat(raw("/v1/credits").body()).isEmpty();
    assertThat(raw("/v1/credits").statusCode()).isEqualTo(204);
  }

  @Test
  void statusAfterProcessingHidesATaskThatIsThere() {
    emulator.inject(Fault.status(500).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    assertThat(api.submit("A cat").status()).isEqualTo(500);

    String id = emulator.submissions().get(0).taskId().orElseThrow();
    assertThat(api.task(id).json().path("status").asString()).isEqualTo("completed");
    assertThat(api.get("/v1/credits").json().path("data").path("user").path("used_credits"))
        .hasToString("1.6");
  }

  @Test
  void scriptIsFollowedInItsOrder() {
    emulator.inject(Fault.status(503).once(), Fault.none().times(2), Fault.status(500).once());

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(api.get("/v1/credits").status());
    }
    assertThat(statuses).containsExactly(503, 200, 200, 500, 200);
  }

  @Test
  void seededDiceFallTheSameWayAgain() {
    emulator.inject(Fault.status(503).probability(0.5));
    List<Integer> first = thirty();
    emulator.reset();
    assertThat(api.get("/v1/credits").status()).as("a reset ends faults").isEqualTo(200);
    emulator.inject(Fault.status(503).probability(0.5));

    assertThat(thirty()).isEqualTo(first).contains(200, 503);
  }

  private List<Integer> thirty() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      statuses.add(api.get("/v1/credits").status());
    }
    return statuses;
  }

  @Test
  void faultThatMissesLeavesTheTurnToTheNext() {
    emulator.inject(Fault.status(503).probability(0), Fault.status(500).probability(1).once());

    assertThat(api.get("/v1/credits").status()).isEqualTo(500);
  }

  @Test
  void faultCanBeForOneKey() {
    emulator.inject(Fault.status(500).forKey("sk-unlucky"));

    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
    assertThat(api.as("sk-unlucky").get("/v1/credits").status()).isEqualTo(500);
  }

  @Test
  void configuredFaultsComeBackWithAReset() {
    EvolinkEmulator.Builder builder = EvolinkEmulator.builder().faults(Fault.status(503).once());
    try (EvolinkEmulator faulty = builder.start()) {
      Api client = new Api(faulty);
      assertThat(client.get("/v1/credits").status()).isEqualTo(503);
      assertThat(client.get("/v1/credits").status()).isEqualTo(200);
      faulty.reset();
      assertThat(client.get("/v1/credits").status()).isEqualTo(503);
      faulty.inject(Fault.status(500));
      faulty.clearFaults();
      assertThat(client.get("/v1/credits").status()).isEqualTo(200);
    }
  }

  @Test
  void malformedJsonHasAFittingLength() {
    emulator.inject(Fault.malformedJson().on(ApiOperation.GET_CREDITS));
    HttpResponse<String> answer = raw("/v1/credits");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"data\":").doesNotEndWith("}");
  }

  @Test
  void unknownFieldsAreAddedAndTheOthersStay() {
    String id = api.submit("A cat").id();
    JsonNode task = api.task(id).json();
    emulator.inject(Fault.unknownFields());
    JsonNode answer =
        Json.read(raw("/v1/tasks/" + id).body().getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(answer.path("emulator_unknown_object").path("list").size()).isEqualTo(3);
    assertThat(answer.path("task_info").has("emulator_unknown_null")).isTrue();
    assertThat(answer.path("status")).isEqualTo(task.path("status"));
    assertThat(answer.path("results")).isEqualTo(task.path("results"));
  }

  @Test
  void unknownValuesStandInForDocumentedOnes() {
    String id = api.submit("A cat").id();
    emulator.inject(Fault.unknownValues());
    JsonNode answer =
        Json.read(raw("/v1/tasks/" + id).body().getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(answer.path("status").asString()).isEqualTo("emulator_unknown_status");
    assertThat(answer.path("type").asString()).isEqualTo("emulator_unknown_type");
    assertThat(answer.path("id").asString()).isEqualTo(id);
  }

  @Test
  void expiredLinkIsRefusedAsALaterOneWouldBe() {
    String link = api.task(api.submit("A cat").id()).json().path("results").path(0).asString();
    emulator.inject(Fault.expiredLink().once());

    assertThat(api.get(link).status()).isEqualTo(404);
    assertThat(api.get(link).status()).isEqualTo(200);
  }

  @Test
  void downloadsFailInTheirOwnWays() {
    String link = api.task(api.submit("A cat").id()).json().path("results").path(0).asString();
    byte[] picture = api.get(link).bytes();
    emulator.inject(
        Fault.status(503).on(ApiOperation.DOWNLOAD_RESULT).once(),
        Fault.trickle(Duration.ofMillis(200)).on(ApiOperation.DOWNLOADS).once());

    assertThat(api.get(link).status()).isEqualTo(503);
    long before = System.nanoTime();
    assertThat(api.get(link).bytes()).isEqualTo(picture);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void delayedAnswerIsRightAndLate() {
    emulator.inject(
        Fault.delay(Duration.ofMillis(200)).once(),
        Fault.status(503).delayedBy(Duration.ofMillis(200)).once());
    long before = System.nanoTime();
    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(api.get("/v1/credits").status()).isEqualTo(503);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000L);
  }

  @Test
  void noAnswerIsTheClientsProblem() {
    emulator.inject(Fault.noAnswer().once());
    HttpRequest request = request("/v1/credits").timeout(Duration.ofMillis(300)).build();

    org.assertj.core.api.Assertions.assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()));
    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
  }

  @Test
  void nonsenseIsRefusedWhereItIsSaid() {
    refused(() -> Fault.status(199), "status must be between 200 and 599, but was 199");
    refused(() -> Fault.status(503).times(0), "times must be positive, but was 0");
    refused(() -> Fault.none().probability(1.1), "between 0 and 1, but was 1.1");
    refused(() -> Fault.delay(Duration.ofSeconds(-1)), "but was PT-1S");
    refused(
        () -> Fault.cut(Cut.BEFORE_BODY).afterProcessing(),
        "afterProcessing does not go with cut before_body");
    refused(() -> Fault.none().retryAfter(Duration.ZERO), "Retry-After goes with a status");
    refused(() -> Fault.status(503).on(ApiOperation.CALLBACK), "status cannot happen to callback");
    refused(
        () -> Fault.malformedJson().on(ApiOperation.DOWNLOAD_FILE),
        "malformed_json cannot happen to download_file");
    refused(() -> Fault.cut(Cut.ON_CONNECT).on(ApiOperation.GET_TASK), "takes no operations");
    refused(() -> Fault.cut(Cut.ON_CONNECT).forKey("sk-test"), "takes no key");
    refused(() -> Fault.lostCallback().delayedBy(Duration.ZERO), "delayedBy does not go with");
    refused(() -> Fault.none().on(List.of()), "at least one operation");
  }

  @Test
  void faultSaysWhatItIs() {
    assertThat(
            Fault.status(503)
                .retryAfter(Duration.ofSeconds(2))
                .afterProcessing()
                .on(ApiOperation.SUBMIT_IMAGE)
                .probability(0.25)
                .times(2))
        .hasToString(
            "status 503 with Retry-After 2 s after processing on submit_image, 2 times,"
                + " with probability 0.25");
    assertThat(Fault.cut(Cut.DURING_BODY).once()).hasToString("cut during_body, once");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(emulator.url() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", "Bearer sk-test");
  }

  /** Past the client that checks answers against the spec. */
  private HttpResponse<String> raw(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
