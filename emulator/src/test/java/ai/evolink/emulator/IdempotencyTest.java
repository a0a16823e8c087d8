package ai.evolink.emulator;

import static ai.evolink.emulator.Api.cat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdempotencyTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().honorIdempotencyKeys(true).start();

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void knownKeyIsAnsweredAsTheFirstTimeAndMakesNothing() throws Exception {
    HttpResponse<String> first = submit(emulator, "sk-a", "order-1", cat().toString());
    HttpResponse<String> second = submit(emulator, "sk-a", "order-1", cat().toString());

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.headers().firstValue("idempotency-replayed")).isEmpty();
    assertThat(second.headers().firstValue("idempotency-replayed")).contains("true");
    assertThat(tasks()).isEqualTo(1);
    assertThat(emulator.submissions()).hasSize(2);
    assertThat(emulator.submissions().get(1).taskId())
        .isEqualTo(emulator.submissions().get(0).taskId());
  }

  @Test
  void otherBodyWithAKnownKeyIsAnsweredWithTheFirstTask() throws Exception {
    String id = submit(emulator, "sk-a", "order-1", cat().toString()).body();

    HttpResponse<String> other =
        submit(emulator, "sk-a", "order-1", cat().put("prompt", "A dog").toString());
    assertThat(other.body()).isEqualTo(id);
    assertThat(submit(emulator, "sk-a", "order-1", "no JSON").body()).isEqualTo(id);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void keyBelongsToOneAccount() throws Exception {
    submit(emulator, "sk-a", "order-1", cat().toString());
    submit(emulator, "sk-b", "order-1", cat().toString());
    submit(emulator, "sk-b", "order-2", cat().toString());

    assertThat(tasks()).isEqualTo(3);
  }

  @Test
  void refusedSubmitTakesNoKey() throws Exception {
    assertThat(submit(emulator, "sk-a", "order-1", "{}").statusCode()).isEqualTo(400);
    assertThat(submit(emulator, "", "order-1", cat().toString()).statusCode()).isEqualTo(401);

    HttpResponse<String> right = submit(emulator, "sk-a", "order-1", cat().toString());
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.headers().firstValue("idempotency-replayed")).isEmpty();
  }

  @Test
  void lostAnswerIsGotWithTheSameKey() throws Exception {
    emulator.inject(Fault.status(502).afterProcessing().on(ApiOperation.SUBMITS).once());
    assertThat(submit(emulator, "sk-a", "order-1", cat().toString()).statusCode()).isEqualTo(502);

    HttpResponse<String> again = submit(emulator, "sk-a", "order-1", cat().toString());
    assertThat(again.headers().firstValue("idempotency-replayed")).contains("true");
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void manyAtOnceMakeOneTask() {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(
          HTTP.sendAsync(
              request(emulator, "sk-a", "order-1", cat().toString()),
              HttpResponse.BodyHandlers.ofString()));
    }

    assertThat(calls.stream().map(call -> call.join().body()).distinct()).hasSize(1);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void withoutBeingToldTheHeaderMeansNothing() throws Exception {
    try (EvolinkEmulator usual = EvolinkEmulator.start()) {
      submit(usual, "sk-a", "order-1", cat().toString());
      HttpResponse<String> second = submit(usual, "sk-a", "order-1", cat().toString());

      assertThat(second.headers().firstValue("idempotency-replayed")).isEmpty();
      assertThat(usual.submissions().get(1).taskId())
          .isNotEqualTo(usual.submissions().get(0).taskId());
    }
  }

  @Test
  void resetForgetsTheKeys() throws Exception {
    submit(emulator, "sk-a", "order-1", cat().toString());
    emulator.reset();

    assertThat(
            submit(emulator, "sk-a", "order-1", cat().toString())
                .headers()
                .firstValue("idempotency-replayed"))
        .isEmpty();
  }

  private long tasks() {
    return emulator.submissions().stream()
        .flatMap(submission -> submission.taskId().stream())
        .distinct()
        .count();
  }

  private static HttpResponse<String> submit(
      EvolinkEmulator emulator, String account, String key, String body) throws Exception {
    return HTTP.send(request(emulator, account, key, body), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(
      EvolinkEmulator emulator, String account, String key, String body) {
    return HttpRequest.newBuilder(URI.create(emulator.url() + Api.IMAGES))
        .header("Authorization", "Bearer " + account)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
