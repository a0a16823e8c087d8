package ai.evolink.emulator;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** An emulator whose time stands still, with a caller of its API and one of its control API. */
abstract class WithControl {

  final ManualClock clock = EmulatorClock.manual();
  EvolinkEmulator emulator;
  Api api;
  Api control;

  @BeforeEach
  final void start() {
    emulator = EvolinkEmulator.builder().clock(clock).pace(Duration.ofSeconds(10)).start();
    api = new Api(emulator);
    control = api.as("");
  }

  @AfterEach
  final void stop() {
    emulator.close();
  }

  final Api.Answer put(String path, String json) {
    return control.send(path, "PUT", json);
  }

  final String status(String id) {
    JsonNode task = api.task(id).json();
    return task.path("status").asString() + " " + task.path("progress").asInt();
  }

  final String used() {
    return api.get("/v1/credits").json().path("data").path("user").path("used_credits").asString();
  }
}
