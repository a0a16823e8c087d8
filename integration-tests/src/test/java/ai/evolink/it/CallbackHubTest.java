package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackReply;
import ai.evolink.CallbackServlet;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.PollPolicy;
import ai.evolink.TaskFuture;
import ai.evolink.TaskSnapshot;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import ai.evolink.model.NanoBanana2Request;
import com.sun.net.httpserver.HttpServer;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback makes a wait ask once; nothing in it is believed. */
class CallbackHubTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Never polls by itself within a test. */
  private static final WaitOptions PATIENT =
      WaitOptions.builder()
          .policy(PollPolicy.fixed(Duration.ofHours(1)))
          .deadline(Duration.ofHours(2))
          .build();

  @RegisterExtension final MockService service = new MockService();

  private final CallbackHub hub = CallbackHub.at(URI.create("http://127.0.0.1:1/evolink"), KEY);

  @Test
  void unclosedClientThatNobodyHasIsNotKeptByItsHub() {
    WeakReference<EvolinkClient> forgotten =
        new WeakReference<>(service.client().callbackHub(hub).build());

    Awaits.until(
        "the client is collected",
        () -> {
          System.gc();
          return forgotten.refersTo(null);
        });
  }

  /** Accepts one submit, remembers the callback address in it, and tells the task as set. */
  private static final class Service extends Dispatcher {
    private static final Pattern ADDRESS = Pattern.compile("\"callback_url\":\"([^\"]+)\"");

    final CountDownLatch submitted = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    final AtomicInteger queries = new AtomicInteger();
    volatile String callback = "";
    volatile boolean completed = true;

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      if (request.getMethod().equals("POST")) {
        Matcher address = ADDRESS.matcher(request.getBody().utf8());
        callback = address.find() ? address.group(1) : "";
        submitted.countDown();
        answer.await();
        return new MockResponse.Builder().body(MockService.SUBMITTED).build();
      }
      queries.incrementAndGet();
      return new MockResponse.Builder()
          .body(
              completed
                  ? MockService.task(
                      "completed", ",\"results\":[\"https://files.evolink.ai/a.png\"]")
                  : MockService.task("processing", ""))
          .build();
    }

    String token() {
      return callback.substring(callback.lastIndexOf('/') + 1);
    }
  }

  @Test
  void callbackEndsTheWaitWithOneQuery() throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      wait.submitted().result();

      assertThat(remote.callback).startsWith("http://127.0.0.1:1/evolink/");
      assertThat(hub.handle("/evolink/" + remote.token(), body()))
          .isEqualTo(CallbackReply.ACCEPTED);

      assertThat(wait.result(Duration.ofSeconds(5)).artifacts()).hasSize(1);
      assertThat(remote.queries).hasValue(1);
    }
  }

  @Test
  void typedRequestGetsAnAddressToo() throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      evolink.images().submit(NanoBanana2Request.builder("x").build()).result();
    }

    RecordedRequest submit = service.taken();
    assertThat(submit.getBody().utf8())
        .isEqualTo(
            "{\"model\":\"gemini-3.1-flash-image-preview\",\"prompt\":\"x\",\"callback_url\":\""
                + remote.callback
                + "\"}");
  }

  @Test
  void addressOfTheCallersOwnIsLeftAlone() throws Exception {
    Service remote = accepting();
    URI own = URI.create("https://your-domain.com/done");
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      evolink.images().submit(ImageRequest.builder("x").callbackUrl(own).build()).result();
    }

    assertThat(remote.callback).isEqualTo(own.toString());
  }

  @Test
  void everyTaskGetsAnAddressOfItsOwn() throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      evolink.images().submit(ImageRequest.of("x")).result();
      String first = remote.callback;
      evolink.images().submit(ImageRequest.of("x")).result();

      assertThat(remote.callback).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/evolink/",
        "/evolink/x",
        "/evolink/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/evolink/../../etc/passwd",
        "/evolink/%00"
      })
  void forgedAddressIsUnknownAndAsksNothing(String path) throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      wait.submitted().result();

      assertThat(hub.handle(path, body())).isEqualTo(CallbackReply.UNKNOWN);

      assertThat(wait).isNotDone();
      assertThat(remote.queries).hasValue(0);
    }
  }

  /** Processes with one key may have different versions of the SDK. */
  @Test
  void addressThatAnotherVersionHasMadeIsRecognised() {
    assertThat(hub.handle("/evolink/AAECAwQFBgcICQoLoUcYMRes1asCdFMZwY64AstV", body()))
        .isEqualTo(CallbackReply.ACCEPTED);
  }

  /** The key may be used elsewhere, where others let it hash what they like. */
  @Test
  void hashThatTheSameKeyHasMadeForAnotherPurposeIsUnknown() {
    assertThat(hub.handle("/evolink/AAECAwQFBgcICQoLIVLbhkrPhXlEKaLor7JYJRPP", body()))
        .isEqualTo(CallbackReply.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{\"id\":7}", "{\"id\":\"task-unified-1-other\"}"})
  void genuineAddressWithANonsenseBodyAsksForItsOwnTask(String body) throws Exception {
    accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      Service remote = (Service) service.server.getDispatcher();
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      wait.submitted().result();

      hub.handle(remote.token(), body.getBytes(StandardCharsets.UTF_8));

      assertThat(wait.result(Duration.ofSeconds(5)).artifacts()).hasSize(1);
    }
  }

  @Test
  void callbackThatLiesIsNotBelieved() throws Exception {
    Service remote = accepting();
    remote.completed = false;
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      TaskFuture wait =
          evolink
              .images()
              .generate(
                  ImageRequest.of("x"),
                  PATIENT.toBuilder().deadline(Duration.ofMillis(500)).build());
      wait.submitted().result();

      hub.handle(remote.token(), body());

      assertThatExceptionOfType(TaskTimeoutException.class).isThrownBy(wait::result);
      assertThat(remote.queries.get()).isPositive();
    }
  }

  @Test
  void callbackBeforeTheSubmitsOwnAnswerIsNotLost() throws Exception {
    Service remote = new Service();
    service.server.setDispatcher(remote);
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      remote.submitted.await();

      assertThat(hub.handle(remote.token(), body())).isEqualTo(CallbackReply.ACCEPTED);
      remote.answer.countDown();

      assertThat(wait.result(Duration.ofSeconds(5)).artifacts()).hasSize(1);
    }
  }

  @Test
  void repeatedAndLateCallbacksAskNothingMore() throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      wait.submitted().result();
      hub.handle(remote.token(), body());
      wait.result(Duration.ofSeconds(5));
      int queries = remote.queries.get();

      for (int i = 0; i < 10; i++) {
        assertThat(hub.handle(remote.token(), body())).isEqualTo(CallbackReply.ACCEPTED);
      }

      evolink
          .tasks()
          .get(MockService.TASK_ID)
          .result(); // whatever was asked before is answered now
      assertThat(remote.queries).hasValue(queries + 1);
    }
  }

  @Test
  void otherProcessWithTheSameKeyUnderstandsTheCallback() throws Exception {
    Service remote = accepting();
    String token;
    try (EvolinkClient first = service.client().callbackHub(hub).build()) {
      token = first.images().submit(ImageRequest.of("x")).result().toToken();
    }
    CallbackHub otherHub = CallbackHub.at(URI.create("http://127.0.0.1:2/x"), KEY);
    try (EvolinkClient second = service.client().callbackHub(otherHub).build()) {
      remote.completed = false;
      CompletableFuture<TaskSnapshot> firstNews = new CompletableFuture<>();
      TaskFuture wait =
          second.tasks().resume(token, PATIENT.toBuilder().onProgress(firstNews::complete).build());
      assertThat(firstNews.get(5, TimeUnit.SECONDS).isTerminal())
          .isFalse(); // it asks once at first
      remote.completed = true;

      assertThat(otherHub.handle(remote.token(), body())).isEqualTo(CallbackReply.ACCEPTED);

      assertThat(wait.result(Duration.ofSeconds(5)).artifacts()).hasSize(1);
    }
  }

  @Test
  void otherKeyDoesNotUnderstandTheCallback() throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(hub).build()) {
      evolink.images().submit(ImageRequest.of("x")).result();
    }
    CallbackHub stranger =
        CallbackHub.at(
            URI.create("http://127.0.0.1:1/evolink"),
            "fedcba9876543210".getBytes(StandardCharsets.US_ASCII));

    assertThat(stranger.handle(remote.token(), body())).isEqualTo(CallbackReply.UNKNOWN);
  }

  @Test
  void shortKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackHub.at(URI.create("https://example.com"), new byte[15]))
        .withMessageContaining("at least 16 bytes, but has 15");
  }

  @Test
  void privateHubIsRefusedForThePublicService() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkClient.builder(MockService.KEY).callbackHub(hub).build())
        .withMessageContaining("callback_url must be https");
  }

  @Test
  void webServerOfTheJdkServesTheHub() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CallbackHub served =
        CallbackHub.at(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hub"), KEY);
    server.createContext("/hub", served.httpHandler());
    server.start();
    try {
      endsByHttp(served);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void servletServesTheHub() throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler();
    server.setHandler(context);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    CallbackHub served = CallbackHub.at(URI.create("http://127.0.0.1:" + port + "/hub"), KEY);
    context.addServlet(new ServletHolder(CallbackServlet.of(served)), "/hub/*");
    try {
      endsByHttp(served);
    } finally {
      server.stop();
    }
  }

  private void endsByHttp(CallbackHub served) throws Exception {
    Service remote = accepting();
    try (EvolinkClient evolink = service.client().callbackHub(served).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"), PATIENT);
      wait.submitted().result();

      assertThat(post(remote.callback + "x", "{}")).isEqualTo(404);
      assertThat(post(remote.callback, "x".repeat(CallbackHub.MAX_BODY + 1))).isEqualTo(413);
      assertThat(wait).isNotDone();
      assertThat(post(remote.callback, new String(body(), StandardCharsets.UTF_8))).isEqualTo(204);

      Generation made = wait.result(Duration.ofSeconds(5));
      assertThat(made.artifacts()).hasSize(1);
    }
    HttpResponse<Void> read =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(remote.callback)).build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(read.statusCode()).isEqualTo(405);
  }

  private static int post(String url, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Service accepting() {
    Service remote = new Service();
    remote.answer.countDown();
    service.server.setDispatcher(remote);
    return remote;
  }

  private static byte[] body() {
    return MockService.task("completed", "").getBytes(StandardCharsets.UTF_8);
  }
}
