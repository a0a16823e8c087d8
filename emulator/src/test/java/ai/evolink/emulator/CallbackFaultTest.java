package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class CallbackFaultTest {

  private static final Duration PACE = Duration.ofSeconds(2);

  private final ManualClock clock = EmulatorClock.manual();
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());

  /** What the receiver answers, in turn; then 200. */
  private final ConcurrentLinkedDeque<Integer> statuses = new ConcurrentLinkedDeque<>();

  private HttpServer receiver;
  private EvolinkEmulator emulator;
  private Api api;
  private Api control;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Integer status = statuses.poll();
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    receiver.start();
    emulator = EvolinkEmulator.builder().clock(clock).pace(PACE).start();
    api = new Api(emulator);
    control = api.as("");
  }

  @AfterEach
  void stop() {
    emulator.close();
    receiver.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private String submit() {
    return api.submit(cat().put("callback_url", url())).id();
  }

  private String statusOf(int index) {
    return json(index).path("status").asString();
  }

  private JsonNode json(int index) {
    return Json.read(received.get(index).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void duplicateComesAlthoughTheFirstWasTaken() {
    emulator.inject(Fault.duplicateCallback().once());
    submit();
    clock.advance(PACE);

    assertThat(received).hasSize(2);
    assertThat(received.get(0)).isEqualTo(received.get(1));
    assertThat(emulator.callbacks()).allMatch(CallbackDelivery::isDelivered);
    submit();
    clock.advance(PACE);
    assertThat(received).hasSize(3);
  }

  @Test
  void lateOneComesLate() {
    emulator.inject(Fault.lateCallback(Duration.ofHours(1)));
    String id = submit();
    clock.advance(PACE.plusMinutes(59));
    assertThat(received).isEmpty();
    assertThat(api.task(id).json().path("status").asString()).isEqualTo("completed");
    clock.advance(Duration.ofMinutes(1));

    assertThat(received).hasSize(1);
  }

  @Test
  void forgedOneComesBeforeTheTrueOne() {
    emulator.inject(Fault.forgedCallback());
    String id = submit();
    clock.advance(Duration.ZERO);
    assertThat(statusOf(0)).isEqualTo("completed");
    assertThat(json(0).path("id").asString()).isEqualTo(id);
    assertThat(json(0).path("results").path(0).asString()).startsWith("https://forged.invalid/");
    assertThat(api.task(id).json().path("status").asString()).isEqualTo("pending");
    clock.advance(PACE);

    assertThat(received).hasSize(2);
    assertThat(json(1)).isEqualTo(api.task(id).json());
    assertThat(emulator.callbacks().stream().map(CallbackDelivery::isForged))
        .containsExactly(true, false);
  }

  @Test
  void lostOneNeverComes() {
    emulator.inject(Fault.lostCallback());
    submit();
    clock.advance(Duration.ofDays(1));

    assertThat(received).isEmpty();
  }

  @Test
  void bodyCanBeDamaged() {
    emulator.inject(
        Fault.malformedJson().on(ApiOperation.CALLBACK).once(),
        Fault.unknownValues().on(ApiOperation.CALLBACK).once());
    submit();
    submit();
    clock.advance(PACE);

    assertThat(received.get(0)).startsWith("{\"created\":").doesNotEndWith("}");
    assertThat(statusOf(1)).isEqualTo("emulator_unknown_status");
  }

  @Test
  void faultCanBeForTheTasksOfOneKey() {
    emulator.inject(Fault.lostCallback().forKey("sk-other"));
    submit();
    api.as("sk-other").submit(cat().put("callback_url", url()));
    clock.advance(PACE);

    assertThat(received).hasSize(1);
  }

  @Test
  void handIsToldAtOnceAndOnlyOnce() {
    String id = submit();
    clock.advance(Duration.ofSeconds(1));
    emulator.endTask(id, TaskOutcome.failed("service_error"));
    clock.advance(Duration.ZERO);
    assertThat(statusOf(0)).isEqualTo("failed");
    clock.advance(Duration.ofDays(1));

    assertThat(received).hasSize(1);
  }

  @Test
  void taskThatIsSlowedDownIsToldLater() {
    String id = submit();
    clock.advance(Duration.ofSeconds(1));
    emulator.progressTask(id, 0);
    clock.advance(Duration.ofSeconds(1));
    assertThat(received).isEmpty();
    clock.advance(Duration.ofSeconds(1));

    assertThat(statusOf(0)).isEqualTo("completed");
  }

  @Test
  void forgottenTaskIsNotTold() {
    String id = submit();
    control.send("/_emulator/tasks/" + id, "DELETE");
    submit();
    emulator.reset();
    clock.advance(Duration.ofDays(1));

    assertThat(received).isEmpty();
  }

  @Test
  void deliveriesAreShown() {
    Collections.addAll(statuses, 500, 204);
    String id = submit();
    clock.advance(Duration.ofSeconds(3));
    JsonNode shown = control.get("/_emulator/callbacks").json();

    assertThat(shown.path("total").asInt()).isEqualTo(2);
    JsonNode last = shown.path("callbacks").path(0);
    assertThat(last.path("attempt").asInt()).isEqualTo(2);
    assertThat(last.path("delivered").asBoolean()).isTrue();
    assertThat(last.path("status").asInt()).isEqualTo(204);
    assertThat(last.path("body")).isEqualTo(api.task(id).json());
    assertThat(shown.path("callbacks").path(1).path("delivered").asBoolean()).isFalse();
    assertThat(control.get("/_emulator").json().path("callbacks"))
        .hasToString("{\"delivered\":1,\"refused\":1}");
    CallbackDelivery first = emulator.callbacks().get(0);
    assertThat(first.taskId()).isEqualTo(id);
    assertThat(first.url()).hasToString(url());
    assertThat(first.status()).hasValue(500);
    assertThat(first.attempt()).isEqualTo(1);
    assertThat(first.failure()).isEmpty();
  }

  @Test
  void deliveryThatFoundNobodySaysSo() {
    receiver.stop(0);
    submit();
    clock.advance(PACE);

    CallbackDelivery failed = emulator.callbacks().get(0);
    assertThat(failed.status()).isEmpty();
    assertThat(failed.failure()).get().asString().contains("ConnectException");
  }

  @Test
  void callbackIsSentOnRequest() {
    String id = submit();
    JsonNode true1 = control.post("/_emulator/callbacks", "{\"task_id\":\"" + id + "\"}").json();
    assertThat(true1.path("delivered").asBoolean()).isTrue();
    assertThat(statusOf(0)).isEqualTo("pending");
    control.post("/_emulator/callbacks", "{\"task_id\":\"" + id + "\",\"forged\":true}");
    assertThat(statusOf(1)).isEqualTo("completed");
    String own = "{\"task_id\":\"" + id + "\",\"body\":{\"id\":\"task-unified-1-else\"}}";
    control.post("/_emulator/callbacks", own);

    assertThat(received.get(2)).isEqualTo("{\"id\":\"task-unified-1-else\"}");
    assertThat(emulator.callbacks().stream().map(CallbackDelivery::isForged))
        .containsExactly(false, true, true);
  }

  @Test
  void callbackOnRequestNeedsAnAddressThatTheModeAllows() {
    String id = api.submit("A cat").id();
    Api.Answer nowhere = control.post("/_emulator/callbacks", "{\"task_id\":\"" + id + "\"}");
    Api.Answer inside =
        control.post(
            "/_emulator/callbacks",
            "{\"task_id\":\"" + id + "\",\"url\":\"http://169.254.169.254/\"}");

    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(nowhere.message()).contains("the task has no callback_url");
    assertThat(inside.status()).isEqualTo(400);
    assertThat(inside.message()).contains("url must use https");
  }

  @Test
  void testsCanWaitForWhatComes() throws Exception {
    try (EvolinkEmulator real = EvolinkEmulator.builder().pace(Duration.ofMillis(1)).start()) {
      Api client = new Api(real);
      Thread background =
          new Thread(() -> client.submit(cat().put("callback_url", url())), "background");
      background.start();
      Duration patience = Duration.ofSeconds(30);

      assertThat(real.awaitSubmissions(1, patience)).hasSize(1);
      assertThat(real.awaitCallbacks(1, patience).get(0).isDelivered()).isTrue();
      background.join();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> real.awaitSubmissions(2, Duration.ofMillis(1)))
          .withMessageContaining("2 within PT0.001S, but there were 1: [Submission[");
    }
  }
}
