package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.KEY;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFailedException;
import ai.evolink.api.CreditsApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that repeats the key, in whatever form, tells it to nobody behind the client. */
class EchoedKeyTest {
  /** With characters that other forms of it write otherwise. */
  private static final String ODD_KEY = "sk-Te/st+0123\"456789";

  @RegisterExtension final MockService service = MockService.askedOnce();

  static Stream<Arguments> forms() {
    List<Arguments> forms = new ArrayList<>();
    for (String key : List.of(KEY, ODD_KEY)) {
      String url = URLEncoder.encode(key, StandardCharsets.UTF_8);
      List<String> all = new ArrayList<>(List.of(key, "Bearer " + key, url));
      all.add(url.replace("%2F", "%2f").replace("%2B", "%2b"));
      for (String text : List.of(key, "Bearer " + key, "u:" + key, "user:" + key + "\n")) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        all.add(Base64.getEncoder().encodeToString(bytes));
        all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
      all.stream().distinct().forEach(form -> forms.add(Arguments.of(key, form)));
    }
    return forms.stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void nobodyIsToldTheKey(String key, String form) {
    String json = form.replace("\"", "\\\"");
    List<String> said = new ArrayList<>();
    OkHttpClient curious =
        new OkHttpClient.Builder()
            .addInterceptor(chain -> seen(chain, said))
            .addNetworkInterceptor(chain -> seen(chain, said))
            .build();
    try (LogCapture log = new LogCapture(Level.ALL);
        EvolinkClient evolink =
            EvolinkClient.builder(key)
                .baseUrl(service.url())
                .maxRetries(0)
                .httpClient(curious)
                .build()) {
      echo(
          200,
          MockService.task(
              "failed", ",\"error\":{\"code\":\"" + json + "\",\"message\":\"" + json + "\"}"),
          form);
      TaskFailedException failed =
          (TaskFailedException)
              catchThrowable(() -> evolink.tasks().follow(TASK_ID, AT_ONCE).result());
      tell(failed, said);
      said.add(failed.snapshot().rawJson());
      said.add(failed.serverMessage() + " " + failed.code());
      for (int status : new int[] {200, 400, 500}) {
        echo(status, "{\"error\":{\"code\":\"" + json + "\",\"message\":\"" + json + "\"}}", form);
        said.addAll(failureOf(evolink, client -> client.images().submit(ImageRequest.of("x"))));
        echo(status, "no JSON " + form, form);
        said.addAll(failureOf(evolink, client -> client.images().submit(ImageRequest.of("x"))));
        echo(status, "[" + form, form);
        said.addAll(failureOf(evolink, client -> client.credits().balance()));
      }
      said.addAll(log.lines());
    }

    String core = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    assertThat(said)
        .isNotEmpty()
        .noneMatch(text -> text.contains(form))
        .noneMatch(text -> text.contains(key))
        .noneMatch(text -> text.contains(core.substring(0, core.length() - 4)));
    assertThat(said).anyMatch(text -> text.contains("[the API key]"));
  }

  @Test
  void clientWithoutInterceptorsTellsNoKeyEither() {
    echo(400, "{}", KEY);

    List<String> said =
        failureOf(service.evolink, client -> client.images().submit(ImageRequest.of("x")));

    assertThat(said).noneMatch(text -> text.contains(KEY));
    assertThat(said).anyMatch(text -> text.contains("for [the API key]")); // the request id
  }

  @Test
  void keyInTheReasonIsTakenOutOfWhatRetrofitReturns() throws Exception {
    service.answer(
        new MockResponse.Builder().status("HTTP/1.1 400 not for " + KEY).body("{}").build());

    assertThat(service.evolink.retrofit(CreditsApi.class).getCredits().execute().message())
        .isEqualTo("not for [the API key]");
  }

  @Test
  void failureOfACallersOwnThatRepeatsTheKeyIsShownWithoutIt() {
    OkHttpClient talkative =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IOException("no way with " + KEY, new IOException("since " + KEY));
                })
            .build();
    try (EvolinkClient evolink = service.client().httpClient(talkative).build()) {
      List<String> said = failureOf(evolink, client -> client.credits().balance());

      assertThat(said).noneMatch(text -> text.contains(KEY));
      assertThat(said).anyMatch(text -> text.contains("java.io.IOException: since [the API key]"));
    }
  }

  @Test
  void reasonIsCutWhereNoHalfOfTheKeyIsLeft() {
    OkHttpClient talkative =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IOException("-".repeat(190) + KEY);
                })
            .build();
    try (LogCapture log = new LogCapture(Level.ALL);
        EvolinkClient evolink = service.client().httpClient(talkative).build()) {
      List<String> said = failureOf(evolink, client -> client.credits().balance());
      said.addAll(log.lines());

      assertThat(said).noneMatch(text -> text.contains(KEY.substring(0, 7)));
      assertThat(said).anyMatch(text -> text.contains("[the API k…"));
    }
  }

  /** What a caller's interceptor can see of the client's own request through an answer. */
  private static Response seen(Interceptor.Chain chain, List<String> said) throws IOException {
    Response response = chain.proceed(chain.request());
    said.add(response.request().headers().toString());
    said.add(response.headers().toString());
    Response wire = response.networkResponse();
    if (wire != null) {
      said.add(wire.request().headers().toString());
      said.add(wire.headers().toString());
    }
    assertThat(response.request().header("Authorization")).isNull();
    return response;
  }

  private void echo(int status, String body, String form) {
    service.answer(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Content-Type", "application/json")
            .setHeader("X-Request-Id", "for " + form.replace("\n", ""))
            .setHeader("Idempotency-Replayed", form.replace("\n", ""))
            .body(body)
            .build());
  }

  private static List<String> failureOf(
      EvolinkClient client, Function<EvolinkClient, EvolinkFuture<?>> call) {
    List<String> said = new ArrayList<>();
    tell(catchThrowable(() -> call.apply(client).result()), said);
    return said;
  }

  private static void tell(Throwable failure, List<String> said) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    said.add(trace.toString());
    said.add(failure.toString());
    if (failure instanceof ai.evolink.EvolinkException e) {
      said.add(e.summary() + e.nextStep() + e.requestId());
    }
    if (failure instanceof ai.evolink.ApiException e) {
      said.add("" + e.code() + e.body() + e.serverMessage() + e.type());
    }
    if (failure instanceof ai.evolink.SubmissionUncertainException e) {
      said.add("" + e.body());
    }
  }
}
