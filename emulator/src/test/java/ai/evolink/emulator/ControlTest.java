package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ControlTest {

  private final ManualClock clock = EmulatorClock.manual();
  private EvolinkEmulator emulator;
  private Api api;
  private Api control;

  @BeforeEach
  void start() {
    emulator = EvolinkEmulator.builder().clock(clock).pace(Duration.ofSeconds(10)).start();
    api = new Api(emulator);
    control = api.as("");
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private Api.Answer put(String path, String json) {
    return control.send(path, "PUT", json);
  }

  private String status(String id) {
    JsonNode task = api.task(id).json();
    return task.path("status").asString() + " " + task.path("progress").asInt();
  }

  private String used() {
    return api.get("/v1/credits").json().path("data").path("user").path("used_credits").asString();
  }

  @Test
  void overviewTellsWhatThereIs() {
    api.submit("A cat");
    api.submit("A dog emulator:takes:0");
    api.submit("");
    emulator.inject(Fault.status(503).on(ApiOperation.GET_TASK));
    JsonNode state = control.get("/_emulator").json();

    assertThat(state.path("mode").asString()).isEqualTo("local");
    assertThat(state.path("clock").path("kind").asString()).isEqualTo("manual");
    assertThat(state.path("clock").path("now").asString()).isEqualTo(clock.now().toString());
    assertThat(state.path("defaults"))
        .hasToString("{\"pace\":10,\"outcome\":{\"status\":\"completed\"},\"next\":[]}");
    assertThat(state.path("tasks")).hasToString("{\"total\":2,\"completed\":1,\"pending\":1}");
    assertThat(state.path("submissions").asInt()).isEqualTo(3);
    assertThat(state.path("faults").asInt()).isEqualTo(1);
  }

  @Test
  void tasksAreShownNewestFirst() {
    String cat = api.submit("A cat").id();
    String dog = api.submit("A dog").id();
    JsonNode list = control.get("/_emulator/tasks").json();

    assertThat(list.path("total").asInt()).isEqualTo(2);
    assertThat(list.path("tasks").path(0).path("task").path("id").asString()).isEqualTo(dog);
    assertThat(control.get("/_emulator/tasks?limit=1").json().path("tasks").size()).isEqualTo(1);
    JsonNode one = control.get("/_emulator/tasks/" + cat).json();
    assertThat(one.path("prompt").asString()).isEqualTo("A cat");
    assertThat(one.path("task")).isEqualTo(api.task(cat).json());
    assertThat(one.path("ends_at").asString())
        .isEqualTo(clock.now().plus(Duration.ofSeconds(10)).toString());
    assertThat(control.get("/_emulator/tasks/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"status\":\"completed\"}; completed 100; 1.6",
        "{\"status\":\"failed\"}; failed 0; 0",
        "{\"status\":\"failed\",\"error_code\":\"quota_exceeded\"}; failed 0; 0",
        "{\"status\":\"cancelled\"}; cancelled 0; 0",
        "{\"progress\":40}; processing 40; 0"
      })
  void taskIsMovedByHand(String body, String state, String credits) {
    String id = api.submit("A cat emulator:stuck").id();
    Api.Answer answer = control.post("/_emulator/tasks/" + id, body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(id)).isEqualTo(state);
    assertThat(used()).isEqualTo(credits);
    if (body.contains("error_code")) {
      assertThat(api.task(id).json().path("error").path("code").asString())
          .isEqualTo("quota_exceeded");
    }
  }

  @Test
  void taskGoesOnFromTheProgressItIsGiven() {
    String id = api.submit("A cat").id();
    control.post("/_emulator/tasks/" + id, "{\"progress\":80}");
    clock.advance(Duration.ofMillis(1999));
    assertThat(status(id)).isEqualTo("processing 99");
    assertThat(used()).isEqualTo("0");
    clock.advance(Duration.ofMillis(1));

    assertThat(status(id)).isEqualTo("completed 100");
    assertThat(used()).isEqualTo("1.6");
  }

  @Test
  void taskThatIsSlowedDownIsChargedLater() {
    String id = api.submit("A cat").id();
    clock.advance(Duration.ofSeconds(5));
    emulator.progressTask(id, 0);
    clock.advance(Duration.ofSeconds(9));
    assertThat(used()).isEqualTo("0");
    clock.advance(Duration.ofSeconds(1));

    assertThat(used()).isEqualTo("1.6");
  }

  @Test
  void endedTaskIsLeftAlone() {
    String id = api.submit("A cat").id();
    emulator.endTask(id, TaskOutcome.failed("service_error"));
    Api.Answer answer = control.post("/_emulator/tasks/" + id, "{\"status\":\"completed\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.message()).isEqualTo("Task " + id + " has ended already: it is failed");
    clock.advance(Duration.ofDays(1));
    assertThat(status(id)).isEqualTo("failed 0");
    assertThat(used()).isEqualTo("0");
  }

  @Test
  void tasksAreForgotten() {
    String cat = api.submit("A cat").id();
    String dog = api.submit("A dog").id();
    assertThat(control.send("/_emulator/tasks/" + cat, "DELETE").status()).isEqualTo(200);
    assertThat(api.task(cat).status()).isEqualTo(404);
    assertThat(api.task(dog).status()).isEqualTo(200);
    assertThat(control.send("/_emulator/tasks", "DELETE").json()).hasToString("{\"deleted\":1}");
    assertThat(api.task(dog).status()).isEqualTo(404);
  }

  @Test
  void defaultsAreForTasksToCome() {
    String before = api.submit("A cat").id();
    Api.Answer answer =
        put(
            "/_emulator/defaults",
            "{\"pace\":0.5,\"outcome\":{\"status\":\"failed\",\"error_code\":\"service_error\"},"
                + "\"next\":[{\"status\":\"stuck\"},{\"status\":\"completed\",\"after\":0}]}");
    assertThat(answer.json())
        .hasToString(
            "{\"pace\":0.5,\"outcome\":{\"status\":\"failed\",\"error_code\":\"service_error\"},"
                + "\"next\":[{\"status\":\"stuck\"},{\"status\":\"completed\",\"after\":0}]}");
    assertThat(api.submit("").status()).as("refused, so it takes no turn").isEqualTo(400);
    String stuck = api.submit("A cat").id();
    String instant = api.submit("A cat").id();
    String usual = api.submit("A cat").id();
    String magic = api.submit("A cat emulator:cancelled").id();

    assertThat(status(instant)).isEqualTo("completed 100");
    clock.advance(Duration.ofMillis(500));
    assertThat(status(before)).isEqualTo("pending 0");
    assertThat(status(stuck)).isEqualTo("processing 99");
    assertThat(status(usual)).isEqualTo("failed 0");
    assertThat(status(magic)).isEqualTo("cancelled 0");
    assertThat(control.get("/_emulator/defaults").json().path("next").size()).isZero();
  }

  @Test
  void faultsAreInjectedListedAndSwitchedOff() {
    JsonNode added =
        control
            .post(
                "/_emulator/faults",
                "[{\"fault\":\"status\",\"status\":503,\"retry_after\":2,\"times\":2,"
                    + "\"on\":[\"submit_image\",\"get_task\"]},"
                    + "{\"fault\":\"cut\",\"stage\":\"after_request\",\"after_processing\":true,"
                    + "\"on\":[\"submit_video\"],\"probability\":0.5,\"key\":\"sk-a\"}]")
            .json();
    assertThat(emulator.faults().stream().map(Fault::toString))
        .containsExactly(
            "status 503 with Retry-After 2 s on submit_image, get_task, 2 times",
            "cut after_request after processing on submit_video for one key,"
                + " with probability 0.5");
    assertThat(api.submit("A cat").status()).isEqualTo(503);
    JsonNode first = control.get("/_emulator/faults").json().path("faults").path(0);
    assertThat(first.path("times_left").asInt()).isEqualTo(1);
    assertThat(first.path("struck").asInt()).isEqualTo(1);
    String id = added.path("faults").path(0).path("id").asString();

    assertThat(control.send("/_emulator/faults/" + id, "DELETE").status()).isEqualTo(200);
    assertThat(control.send("/_emulator/faults/" + id, "DELETE").status()).isEqualTo(404);
    assertThat(emulator.faults()).hasSize(1);
    control.send("/_emulator/faults", "DELETE");
    assertThat(emulator.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none,, none",
    "status,'\"status\":404,\"body\":\"no\",\"content_type\":\"text/plain\"', status 404",
    "status,'\"status\":500,\"retry_after_date\":3', status 500 with Retry-After as a date in 3 s",
    "cut,'\"stage\":\"on_connect\"', cut on_connect",
    "no_answer,'\"delay\":1', no_answer after 1 s",
    "delay,'\"seconds\":1.5', delay after 1.5 s",
    "trickle,'\"seconds\":3', trickle of 3 s",
    "truncated_body,, truncated_body",
    "malformed_json,, malformed_json",
    "unknown_fields,, unknown_fields",
    "unknown_values,, unknown_values",
    "expired_link,, expired_link",
    "duplicate_callback,, duplicate_callback",
    "late_callback,'\"seconds\":60', late_callback of 60 s",
    "forged_callback,, forged_callback",
    "lost_callback,, lost_callback"
  })
  void everyKindOfFaultCanBeWritten(String word, String rest, String text) {
    String json = "{\"fault\":\"" + word + "\"" + (rest == null ? "" : "," + rest) + "}";
    Api.Answer answer = control.post("/_emulator/faults", json);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(emulator.faults()).singleElement().hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POST; /_emulator/faults; {\"fault\":\"explode\"}; fault; must be one of none, status, cut",
        "POST; /_emulator/faults; {}; fault; but is missing",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"x\":1}; x; There is no field x; there are",
        "POST; /_emulator/faults; [{\"fault\":\"none\"},{\"fault\":1}]; [1].fault; but was 1",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"on\":[\"moon\"]}; on; but was \"moon\"",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"status\":500}; status; does not go with none",
        "POST; /_emulator/faults; {\"fault\":\"status\",\"status\":99}; status; between 200 and 599",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"times\":0}; times; but was 0",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"probability\":2}; probability; but was 2",
        "POST; /_emulator/faults; {\"fault\":\"none\",\"retry_after\":2}; retry_after; goes with a",
        "POST; /_emulator/faults; {\"fault\":\"delay\",\"seconds\":\"x\"}; seconds; number of seconds",
        "POST; /_emulator/faults; not json; ''; not valid JSON",
        "PUT; /_emulator/defaults; {\"pace\":-1}; pace; between 0 and",
        "PUT; /_emulator/defaults; {\"outcome\":{\"status\":\"x\"}}; outcome.status; must be",
        "PUT; /_emulator/defaults; {\"next\":{}}; next; must be an array",
        "PUT; /_emulator/defaults; {\"next\":[{\"staus\":1}]}; next[0].staus; There is no field",
        "PUT; /_emulator/defaults; []; ''; must be a JSON object",
        "POST; /_emulator/clock/advance; {}; seconds; but is missing",
        "POST; /_emulator/reset; {\"all\":true}; all; There is no field all; there are none",
        "POST; /_emulator/callbacks; {\"task_id\":\"x\"}; task_id; there is no task 'x'"
      })
  void mistakeIsNamed(String method, String path, String json, String param, String message) {
    Api.Answer answer = control.send(path, method, json);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(400);
    assertThat(answer.message()).contains(message);
    assertThat(answer.error().path("param").asString("")).isEqualTo(param);
    assertThat(emulator.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; status; either status or progress",
        "{\"status\":\"done\"}; status; must be completed, failed or cancelled",
        "{\"progress\":100}; progress; between 0 and 99, but was 100",
        "{\"progress\":1,\"error_code\":\"x\"}; error_code; does not go with progress",
        "{\"status\":\"completed\",\"error_code\":\"x\"}; error_code; failed only",
        "{\"status\":\"failed\",\"error_code\":\"no spaces\"}; error_code; but was 'no spaces'"
      })
  void mistakeAboutATaskIsNamed(String json, String param, String message) {
    String id = api.submit("A cat").id();
    Api.Answer answer = control.post("/_emulator/tasks/" + id, json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(message);
    assertThat(answer.error().path("param").asString()).isEqualTo(param);
    assertThat(status(id)).isEqualTo("pending 0");
  }

  @Test
  void manualClockIsAdvanced() {
    String id = api.submit("A cat").id();
    control.post("/_emulator/clock/advance", "{\"seconds\":10}");

    assertThat(status(id)).isEqualTo("completed 100");
  }

  @Test
  void runningClockIsNotAdvanced() {
    try (EvolinkEmulator real = EvolinkEmulator.start()) {
      Api.Answer answer = new Api(real).as("").post("/_emulator/clock/advance", "{\"seconds\":10}");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.message()).contains("this one is real");
    }
  }

  @Test
  void resetForgetsEverything() {
    String id = api.submit("A cat").id();
    api.submit("A dog emulator:takes:0");
    api.post("/api/v1/files/upload/url", "{\"file_url\":\"https://example.com/a.png\"}");
    emulator.inject(Fault.status(500).on(ApiOperation.GET_CREDITS));
    emulator.pace(Duration.ofHours(1));
    emulator.nextOutcomes(TaskOutcome.stuck());
    Instant before = clock.now();
    assertThat(control.post("/_emulator/reset", "").status()).isEqualTo(200);

    assertThat(api.task(id).status()).isEqualTo(404);
    assertThat(emulator.submissions()).isEmpty();
    assertThat(emulator.faults()).isEmpty();
    assertThat(used()).isEqualTo("0");
    assertThat(api.get("/api/v1/files/quota").json().path("data").path("used_files").asInt())
        .isZero();
    assertThat(control.get("/_emulator/defaults").json())
        .hasToString("{\"pace\":10,\"outcome\":{\"status\":\"completed\"},\"next\":[]}");
    assertThat(clock.now()).isEqualTo(before);
  }

  @Test
  void submissionsAreShownWithoutTheirKeys() {
    api.as("sk-secret").submit("A cat");
    api.submit("");
    JsonNode shown = control.get("/_emulator/submissions").json();

    assertThat(shown.path("submissions").path(0).path("status").asInt()).isEqualTo(400);
    JsonNode cat = shown.path("submissions").path(1);
    assertThat(cat.path("prompt").asString()).isEqualTo("A cat");
    assertThat(cat.path("headers").path("content-type").asString()).isEqualTo("application/json");
    assertThat(cat.path("body").asString()).contains("\"A cat\"");
    assertThat(shown.toString()).doesNotContain("sk-secret");
  }

  @Test
  void wrongMethodIsRefusedAndTheRightOnesNamed() {
    Api.Answer answer = put("/_emulator/faults", "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, POST");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "''"})
  void whatAFormCanSendIsRefused(String type) throws IOException {
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    RawCall call =
        RawCall.send(
            emulator,
            "POST /_emulator/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(call.answer()).startsWith("HTTP/1.1 415 ").contains("must be application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080,     http://evil.example,     403",
    "localhost:8080,     null,                    403",
    "localhost:8080,     http://localhost:9999,   403",
    "localhost:8080,     http://localhost:8080,   200",
    "localhost:8080,     '',                      200",
    "127.0.0.1:8080,     '',                      200",
    "[::1]:8080,         '',                      200",
    "evolink_emulator:1, '',                      200",
    "emulator:8080,      '',                      200",
    "host.docker.internal:8080, '',               200",
    "rebound.example:8080, http://rebound.example:8080, 403",
    "rebound.example:8080, '',                    403"
  })
  void pagesFromElsewhereAreKeptOut(String host, String origin, int status) throws IOException {
    String header = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
    for (String line : new String[] {"GET /_emulator/faults", "DELETE /_emulator/tasks"}) {
      RawCall call =
          RawCall.send(
              emulator,
              line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + header + "\r\n");
      assertThat(call.answer()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void otherPathsDoNotMindTheHost() throws IOException {
    RawCall call =
        RawCall.send(
            emulator, "GET /v1/credits HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");

    assertThat(call.answer()).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void faultsLeaveTheControlApiAlone() {
    emulator.inject(Fault.status(500));

    assertThat(control.get("/_emulator").status()).isEqualTo(200);
    assertThat(control.send("/_emulator/faults", "DELETE").status()).isEqualTo(200);
    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
  }

  @Test
  void bodyOfAnyJsonTypeIsTaken() {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");

    assertThat(control.post("/_emulator/reset", "application/json; charset=utf-8", body).status())
        .isEqualTo(200);
  }
}
