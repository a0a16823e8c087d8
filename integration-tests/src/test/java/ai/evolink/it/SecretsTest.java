package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.api.CreditsApi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The key goes to the service, and nowhere else. */
class SecretsTest {
  @RegisterExtension final MockService service = new MockService();

  @Test
  void keyIsInNoLogMessageOrText() {
    List<String> said = new CopyOnWriteArrayList<>();
    Handler handler = new Recorder(said);
    Logger root = Logger.getLogger("");
    Logger ours = Logger.getLogger("ai.evolink");
    Level before = ours.getLevel();
    ours.setLevel(Level.ALL);
    root.addHandler(handler);
    try {
      service.answer(MockService.SUBMITTED);
      service.answer(
          401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"Invalid or expired token\"}}");
      service.answer("nonsense");
      said.add(service.evolink.toString());
      said.add(service.evolink.images().submit(ImageRequest.of("x")).result().toToken());
      for (int i = 0; i < 2; i++) {
        try {
          service.evolink.images().submit(ImageRequest.of("x")).result();
        } catch (EvolinkException e) {
          StringWriter trace = new StringWriter();
          e.printStackTrace(new PrintWriter(trace));
          said.add(trace.toString());
        }
      }
      said.add(service.evolink.images().preview(ImageRequest.of("x")).toString());
      Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
    } finally {
      root.removeHandler(handler);
      ours.setLevel(before);
    }

    assertThat(said).isNotEmpty().noneMatch(text -> text.contains("0123456789"));
    assertThat(said).anyMatch(text -> text.contains("Submitted TaskHandle")); // logs were seen
  }

  @Test
  void interceptorsOfTheCallerDoNotSeeTheKey() {
    List<String> seen = new ArrayList<>();
    Interceptor curious =
        chain -> {
          seen.add(chain.request().headers().toString());
          return chain.proceed(chain.request());
        };
    OkHttpClient both =
        new OkHttpClient.Builder().addInterceptor(curious).addNetworkInterceptor(curious).build();
    service.answer(MockService.SUBMITTED);

    try (EvolinkClient evolink = service.client().httpClient(both).build()) {
      evolink.images().submit(ImageRequest.of("x")).result();
    }

    assertThat(seen).hasSize(2).noneMatch(headers -> headers.contains("Authorization"));
  }

  @Test
  void answersOfRetrofitDoNotHaveTheKeyInTheirRequests() throws Exception {
    service.answer("{\"status\": \"ok\"}");

    Response answer = service.evolink.retrofit(CreditsApi.class).getCredits().execute().raw();

    assertThat(service.taken().getHeaders().get("Authorization")).isNotNull();
    assertThat(answer.networkResponse()).isNotNull();
    for (Response each = answer; each != null; each = each.networkResponse()) {
      assertThat(each.request().headers().names()).doesNotContain("Authorization");
    }
  }

  @Test
  void listenersOfTheCallerDoNotSeeTheKeyEither() {
    List<Headers> seen = new ArrayList<>();
    Interceptor past =
        chain -> {
          Response answer = chain.proceed(chain.request());
          for (Response each = answer; each != null; each = each.networkResponse()) {
            seen.add(each.request().headers());
            seen.add(each.headers());
          }
          return answer;
        };
    EventListener curious =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            seen.add(call.request().headers());
          }

          @Override
          public void requestHeadersEnd(Call call, Request request) {
            seen.add(request.headers());
          }

          @Override
          public void responseHeadersEnd(Call call, Response response) {
            seen.add(response.request().headers());
            seen.add(response.headers());
          }
        };
    OkHttpClient listened =
        new OkHttpClient.Builder().eventListener(curious).addInterceptor(past).build();
    service.answer(
        new MockResponse.Builder()
            .setHeader("X-Echo", "Bearer " + MockService.KEY)
            .body(MockService.SUBMITTED)
            .build());

    try (EvolinkClient evolink = service.client().httpClient(listened).build()) {
      evolink.images().submit(ImageRequest.of("x")).result();
    }

    assertThat(seen)
        .hasSize(8)
        .noneMatch(headers -> headers.get("Authorization") != null)
        .noneMatch(headers -> String.valueOf(headers.get("X-Echo")).contains(MockService.KEY));
    assertThat(seen).anyMatch(headers -> headers.get("User-Agent") != null);
  }

  @Test
  void redirectTakesTheKeyNowhere() {
    service.answer(
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", "http://127.0.0.1:1/stolen")
            .build());

    try {
      service.evolink.credits().balance().result();
    } catch (EvolinkException e) {
      assertThat(e).hasMessageContaining("HTTP 302");
    }

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void linksThatTheServiceNamesGetNoKeyThoughTheyAreOnItsOwnHost() throws Exception {
    service.answer(MockService.SUBMITTED);
    service.answer(
        MockService.task("completed", ",\"results\":[\"" + service.url() + "made/cat.png\"]"));
    service.answer(
        new MockResponse.Builder().setHeader("Content-Type", "image/png").body("picture").build());

    Generation made =
        service.evolink.images().generate(ImageRequest.of("x"), MockService.AT_ONCE).result();
    made.only().open().close();

    assertThat(service.taken().getHeaders().get("Authorization")).isNotNull();
    assertThat(service.taken().getHeaders().get("Authorization")).isNotNull();
    RecordedRequest link = service.taken();
    assertThat(link.getTarget()).isEqualTo("/made/cat.png");
    assertThat(link.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void sameHostOnAnotherPortGetsNoKey() throws Exception {
    try (MockWebServer other = NoDelayServer.create()) {
      other.start();
      other.enqueue(new MockResponse.Builder().body("{}").build());

      service
          .evolink
          .retrofit(RawDoorTest.TomorrowsApi.class)
          .readAnywhere(other.url("/v1/credits").toString())
          .result();

      assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
    }
  }

  @Test
  void submitThatIsRedirectedGoesNowhereWithItsKeyAndPrompt() throws Exception {
    try (MockWebServer other = NoDelayServer.create()) {
      other.start();
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        service.answer(
            new MockResponse.Builder()
                .code(status)
                .setHeader("Location", other.url("/v1/images/generations").toString())
                .build());

        assertThatExceptionOfType(ApiException.class)
            .isThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result());
      }

      assertThat(other.getRequestCount()).isZero();
    }
  }

  @Test
  void signInThatACallersClientOffersDoesNotTakeTheKeysPlace() throws Exception {
    service.answer(
        new MockResponse.Builder().code(401).setHeader("WWW-Authenticate", "Basic").build());
    OkHttpClient eager =
        new OkHttpClient.Builder()
            .authenticator(
                (route, answer) ->
                    answer.request().newBuilder().header("Authorization", "Basic x").build())
            .build();

    try (EvolinkClient evolink = service.client().httpClient(eager).build()) {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> evolink.images().submit(ImageRequest.of("x")).result());
    }

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void keyThatCannotTravelIsRefusedWithoutBeingShown() {
    for (String key :
        List.of("sk-te\nst-0123456789", "sk-test-0123456789\u0000", "sk-té0123456789")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EvolinkClient.builder(key))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("0123456789"));
    }
  }

  @Test
  void plainHttpElsewhereNeedsTheSwitch() {
    URI plain = URI.create("http://evolink.example/");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkClient.builder(MockService.KEY).baseUrl(plain).build())
        .withMessageContaining("allowPlainHttp()")
        .satisfies(e -> assertThat(e.toString()).doesNotContain(MockService.KEY));
    EvolinkClient.builder(MockService.KEY).baseUrl(plain).allowPlainHttp().build().close();
  }

  private static final class Recorder extends Handler {
    private final List<String> said;

    Recorder(List<String> said) {
      this.said = said;
      setLevel(Level.ALL);
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord entry) {
      said.add(getFormatter().format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
