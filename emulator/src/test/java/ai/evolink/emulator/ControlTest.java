package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ControlTest extends WithControl {

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
  void faultsLeaveTheControlApiAlone() {
    emulator.inject(Fault.status(500));

    assertThat(control.get("/_emulator").status()).isEqualTo(200);
    assertThat(control.send("/_emulator/faults", "DELETE").status()).isEqualTo(200);
    assertThat(api.get("/v1/credits").status()).isEqualTo(200);
  }
}
