package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.PollPolicy;
import ai.evolink.WaitOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A scripted server, and a client of the SDK that talks to it. One of each per test. */
final class MockService implements BeforeEachCallback, AfterEachCallback {
  static final String KEY = "sk-test-0123456789";
  static final String TASK_ID = "task-unified-1757165031-uyujaw3d";

  /** Asks again at once: these tests are about what is asked and answered, not when. */
  static final WaitOptions AT_ONCE =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofMillis(1)))
          .deadline(Duration.ofSeconds(30))
          .build();

  static final String SUBMITTED =
      """
      {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d","model":"gemini-2.5-flash-image",
       "object":"image.generation.task","progress":0,"status":"pending",
       "task_info":{"can_cancel":true,"estimated_time":45},"type":"image",
       "usage":{"billing_rule":"per_call","credits_reserved":1.6,"user_group":"default"}}""";

  MockWebServer server = NoDelayServer.create();
  EvolinkClient evolink = EvolinkClient.builder(KEY).build();
  private final UnaryOperator<EvolinkClient.Builder> settings;

  MockService() {
    this(UnaryOperator.identity());
  }

  private MockService(UnaryOperator<EvolinkClient.Builder> settings) {
    this.settings = settings;
  }

  /** {@return a service whose client repeats nothing, so that one scripted answer is enough} */
  static MockService askedOnce() {
    return new MockService(builder -> builder.maxRetries(0));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = NoDelayServer.create();
    server.start();
    evolink = client().build();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    evolink.close();
    server.close();
  }

  EvolinkClient.Builder client() {
    return settings.apply(EvolinkClient.builder(KEY).baseUrl(url()));
  }

  URI url() {
    return server.url("/").uri();
  }

  void answer(String json) {
    answer(200, json);
  }

  void answer(int status, String json) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Content-Type", "application/json")
            .body(json)
            .build());
  }

  void answer(MockResponse response) {
    server.enqueue(response);
  }

  RecordedRequest taken() throws InterruptedException {
    RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("Expected another request within 5 s, but there was none");
    }
    return request;
  }

  static String task(String status, String more) {
    return """
        {"created":1757165031,"id":"%s","model":"gemini-2.5-flash-image",
         "object":"image.generation.task","type":"image","status":"%s"%s}"""
        .formatted(TASK_ID, status, more);
  }
}
