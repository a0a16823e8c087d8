package examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that is killed while it buys, and afterwards: nobody pays twice, nothing is lost. */
class PictureServiceTest extends ExampleRuns {
  private static final byte[] SKETCH = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private final HttpClient http = HttpClient.newHttpClient();
  private int port;
  private Running service;

  @BeforeEach
  void begin() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    restart();
  }

  @AfterEach
  void end() throws Exception {
    kill();
  }

  private void restart() throws Exception {
    String callbacks = "http://127.0.0.1:" + port + "/evolink";
    service = begin(PictureService.class, "" + port, callbacks, "pictures");
    await(() -> get("/metrics").statusCode() == 200);
  }

  private void kill() throws Exception {
    service.process().destroyForcibly().waitFor();
  }

  @Test
  void orderIsAnsweredAtOnceAndItsPictureIsThereWhenTheTaskHasEnded() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());

    assertThat(post("/pictures/order-42?A%20cat", SKETCH).statusCode()).isEqualTo(202);
    assertThat(get("/pictures/order-42").statusCode()).isEqualTo(404);
    emulator.endTask(taskId(0), TaskOutcome.completed());
    await(() -> get("/pictures/order-42").statusCode() == 200);

    Submission sent = emulator.submissions().get(0);
    assertThat(sent.prompt()).isEqualTo("A cat");
    assertThat(sent.body()).contains("\"image_urls\":[\"" + emulator.url());
    assertThat(emulator.awaitCallbacks(1, PATIENCE).get(0).status()).hasValue(204);
    // Listeners hear of a call in their own time.
    await(() -> text(get("/metrics")).contains("outcome='accepted'"));
    assertThat(text(get("/metrics"))).contains("evolink.submits");
  }

  @Tag("deep")
  @Test
  void serviceThatIsKilledAfterTheSubmitGoesOnWithItsTask() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());
    assertThat(post("/pictures/order-42?A%20cat", SKETCH).statusCode()).isEqualTo(202);
    kill();

    restart();
    emulator.endTask(taskId(0), TaskOutcome.completed());
    await(() -> get("/pictures/order-42").statusCode() == 200);

    assertThat(post("/pictures/order-42?A%20cat", SKETCH).statusCode()).isEqualTo(202);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void serviceThatIsKilledDuringTheSubmitLearnsOfItsTaskByTheCallback() throws Exception {
    emulator.nextOutcomes(TaskOutcome.stuck());
    emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());
    CompletableFuture<HttpResponse<byte[]>> unanswered =
        http.sendAsync(posted("/pictures/order-42?A%20cat", SKETCH), BodyHandlers.ofByteArray());
    await(() -> emulator.submissions().size() == 1);
    kill();
    assertThat(unanswered.handle((answer, failure) -> failure).get(90, TimeUnit.SECONDS))
        .isNotNull();

    restart();
    assertThat(text(post("/pictures/order-42?A%20cat", SKETCH))).contains("Order \"order-42\"");
    emulator.endTask(taskId(0), TaskOutcome.completed());

    await(() -> get("/pictures/order-42").statusCode() == 200);
    assertThat(post("/pictures/order-42?A%20cat", SKETCH).statusCode()).isEqualTo(202);
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void whatIsNoOrderIsRefusedAndCostsNothing() throws Exception {
    assertThat(post("/pictures/..%2Fsecret?A%20cat", SKETCH).statusCode()).isEqualTo(400);
    assertThat(text(post("/pictures/order-1", new byte[0]))).contains("prompt is required");
    post("/pictures/order-2?A%20cat", new byte[0]);
    HttpResponse<byte[]> other = post("/pictures/order-2?A%20dog", new byte[0]);

    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(text(other)).contains("order-2");
    assertThat(emulator.submissions()).hasSize(1);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Condition condition) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("%s", Files.readString(service.log())).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (ConnectException e) {
      return false; // not started yet
    }
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return http.send(posted(path, body), BodyHandlers.ofByteArray());
  }

  private HttpRequest posted(String path, byte[] body) {
    return HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body)).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
