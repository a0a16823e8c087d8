package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CallbackTest {

  private static final Duration PACE = Duration.ofSeconds(2);

  private final ManualClock clock = EmulatorClock.manual();
  private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> types = Collections.synchronizedList(new ArrayList<>());

  /** What the receiver answers, in turn; then 200. */
  private final LinkedBlockingDeque<Integer> statuses = new LinkedBlockingDeque<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch testOver = new CountDownLatch(1);
  private HttpServer receiver;
  private EvolinkEmulator emulator;
  private Api api;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/", this::receive);
    receiver.start();
    emulator =
        EvolinkEmulator.builder()
            .clock(clock)
            .pace(PACE)
            .callbackTimeout(Duration.ofMillis(500))
            .start();
    api = new Api(emulator);
  }

  @AfterEach
  void stop() {
    testOver.countDown();
    emulator.close();
    receiver.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    received.add(Json.read(exchange.getRequestBody().readAllBytes()));
    types.add(
        exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Content-Type"));
    Integer status = statuses.poll();
    if (status != null && status == 0) {
      await(testOver);
    }
    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
    exchange.sendResponseHeaders(status == null ? 200 : status == 0 ? 200 : status, -1);
    exchange.close();
  }

  @Test
  void endIsToldWithWhatTheTaskQueryAnswers() {
    String id = submit("A cat");
    clock.advance(PACE.minusMillis(1));
    assertThat(received).isEmpty();
    clock.advance(Duration.ofMillis(1));

    assertThat(received).hasSize(1);
    assertThat(received.get(0)).isEqualTo(api.task(id).json());
    assertThat(types).containsExactly("POST application/json");
    assertThat(received.get(0).path("status").asString()).isEqualTo("completed");
    assertThat(api.get(received.get(0).path("results").path(0).asString()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator:fail:service_error", "emulator:cancelled"})
  void everyEndIsTold(String prompt) {
    String id = submit(prompt);
    clock.advance(PACE);

    assertThat(received).containsExactly(api.task(id).json());
  }

  @Test
  void endThatNeverComesIsNeverTold() {
    submit("emulator:stuck");
    clock.advance(Duration.ofDays(1));

    assertThat(received).isEmpty();
  }

  @Test
  void failedDeliveriesAreRepeatedAfterOneTwoAndFourSeconds() {
    Collections.addAll(statuses, 500, 302, 404, 503, 200);
    submit("A cat");
    clock.advance(PACE);
    assertThat(received).hasSize(1);
    clock.advance(Duration.ofMillis(999));
    assertThat(received).hasSize(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(received).hasSize(2);
    clock.advance(Duration.ofMillis(1999));
    assertThat(received).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    assertThat(received).hasSize(3);
    clock.advance(Duration.ofMillis(3999));
    assertThat(received).hasSize(3);
    clock.advance(Duration.ofMillis(1));
    assertThat(received).hasSize(4);
    clock.advance(Duration.ofDays(1));
    assertThat(received).as("no fifth attempt").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void every2xxIsGoodEnough(int status) {
    statuses.add(status);
    submit("A cat");
    clock.advance(Duration.ofMinutes(1));

    assertThat(received).hasSize(1);
  }

  @Test
  void receiverThatDoesNotAnswerInTimeIsAskedAgain() {
    statuses.add(0);
    submit("A cat");
    clock.advance(PACE);
    assertThat(received).hasSize(1);
    clock.advance(Duration.ofSeconds(1));

    assertThat(received).hasSize(2);
  }

  @Test
  void receiverThatIsNotThereDoesNoHarm() {
    receiver.stop(0);
    String id = submit("A cat");
    clock.advance(Duration.ofMinutes(1));

    assertThat(api.task(id).json().path("status").asString()).isEqualTo("completed");
  }

  @Test
  void callbacksToComeAreCounted() {
    Collections.addAll(statuses, 500, 200);
    submit("A cat");
    submit("emulator:stuck");
    api.submit("nobody is to be told");
    assertThat(emulator.callbacksToCome()).isEqualTo(1);
    clock.advance(PACE);
    assertThat(emulator.callbacksToCome()).as("to be repeated").isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(emulator.callbacksToCome()).as("taken").isZero();
    assertThat(new EmulatorOptions().farewell(emulator)).isEmpty();

    Collections.addAll(statuses, 500, 500, 500, 500);
    submit("A dog");
    clock.advance(Duration.ofMinutes(1));
    assertThat(emulator.callbacksToCome()).as("given up").isZero();

    emulator.inject(Fault.duplicateCallback().once(), Fault.lostCallback().once());
    submit("twice");
    submit("lost");
    submit("forgotten");
    assertThat(new EmulatorOptions().farewell(emulator))
        .contains("2 callbacks were not delivered: not due yet, or still to be repeated.");
    emulator.reset();
    assertThat(emulator.callbacksToCome()).isZero();

    submit("A cat");
    emulator.shutdown(Duration.ofSeconds(8));
    assertThat(new EmulatorOptions().farewell(emulator))
        .contains("1 callback was not delivered: not due yet, or still to be repeated.");
  }

  @Test
  void creditsAreSettledBeforeTheCallback() {
    submit("A cat");
    clock.advance(PACE);

    assertThat(received).hasSize(1);
    assertThat(api.get("/v1/credits").json().path("data").path("user").path("used_credits"))
        .hasToString("1.6");
  }

  @Test
  @Timeout(30)
  void closeDropsTheDeliveryThatIsUnderWay() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    receiver.createContext(
        "/held",
        exchange -> {
          arrived.countDown();
          await(testOver);
          exchange.close();
        });
    EvolinkEmulator real = EvolinkEmulator.builder().pace(Duration.ZERO).start();
    new Api(real).submit(cat().put("callback_url", address().replace("/hook", "/held")));
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    real.close();

    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .doesNotContain("evolink-emulator-timer");
  }

  @Test
  void scaledClockDeliversByItself() throws InterruptedException {
    try (EvolinkEmulator fast =
        EvolinkEmulator.builder().clock(EmulatorClock.scaled(1000)).pace(PACE).start()) {
      CountDownLatch arrived = new CountDownLatch(1);
      receiver.removeContext("/");
      receiver.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(statuses.poll() == null ? 200 : 500, -1);
            exchange.close();
            if (statuses.isEmpty()) {
              arrived.countDown();
            }
          });
      Collections.addAll(statuses, 500, 500, 500);
      new Api(fast).submit(cat().put("callback_url", address()));

      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private String submit(String prompt) {
    return api.submit(cat().put("prompt", prompt).put("callback_url", address())).id();
  }

  private String address() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
