package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Balance;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TransportException;
import ai.evolink.api.CatalogApi;
import ai.evolink.api.CreditsApi;
import ai.evolink.api.FilesApi;
import ai.evolink.api.ImagesApi;
import ai.evolink.model.CatalogHealthResponse;
import ai.evolink.model.CreditsResponse;
import ai.evolink.model.UploadUrlRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Url;

/** An endpoint that the SDK does not know, with the client's key, errors and JSON. */
class RawDoorTest {
  private static final String CREDITS =
      """
      {"data":{"token":{"remaining_credits":99416.4429,"unlimited_credits":false,
       "used_credits":583.5571},"user":{"remaining_credits":1095.3996,"used_credits":135.9048}},
       "message":"","success":true}\
      """;

  @RegisterExtension final MockService service = new MockService();

  interface TomorrowsApi {
    @POST("v1/moderations")
    EvolinkFuture<Object> moderate(@Body Object text);

    @POST("v1/images/generations")
    EvolinkFuture<Object> image(@Header("Idempotency-Key") String key, @Body ImageRequest request);

    @GET("v1/tomorrow")
    CompletableFuture<Object> read();

    @GET("v1/tomorrow")
    CompletableFuture<Void> readNothing();

    @POST("v1/tomorrow")
    EvolinkFuture<Void> postForNothing(@Body Object text);

    @POST("v1/tomorrow")
    EvolinkFuture<Object> post(@Body Object text);

    @GET
    EvolinkFuture<Object> readAnywhere(@Url String url);

    @SuppressWarnings("rawtypes") // what the test is about
    @GET("v1/tomorrow")
    EvolinkFuture rawFuture();
  }

  @Test
  void operationThatEverybodyMayCallGetsNoKey() throws Exception {
    service.answer("{\"models\":[{\"model_id\":\"krea-2-turbo\",\"status\":\"available\"}]}");

    CatalogHealthResponse health =
        service.evolink.retrofit(CatalogApi.class).getCatalogHealth().execute().body();

    assertThat(health).isNotNull();
    assertThat(health.models()).hasSize(1);
    RecordedRequest request = service.taken();
    assertThat(request.getRequestLine()).isEqualTo("GET /v1/catalog/health HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void unknownEndpointIsCalledWithTheKeyAndFreeJson() throws Exception {
    service.answer("{\"results\":[{\"flagged\":false,\"score\":0.5442}]}");

    Object answer =
        service.evolink.retrofit(TomorrowsApi.class).moderate(Map.of("input", "a cat")).result();

    assertThat(answer.toString()).isEqualTo("{results=[{flagged=false, score=0.5442}]}");
    RecordedRequest request = service.taken();
    assertThat(request.getRequestLine()).isEqualTo("POST /v1/moderations HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + MockService.KEY);
    assertThat(request.getBody().utf8()).isEqualTo("{\"input\":\"a cat\"}");
  }

  @Test
  void refusalIsAnApiException() {
    service.answer(404, "{\"error\":{\"code\":404,\"message\":\"Invalid URL\"}}");

    assertThatExceptionOfType(java.util.concurrent.CompletionException.class)
        .isThrownBy(() -> service.evolink.retrofit(TomorrowsApi.class).read().join())
        .withCauseInstanceOf(ApiException.class);
  }

  @Test
  void postWithoutAnAnswerMayHaveCostSomething() {
    service.answer("not json");

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> service.evolink.retrofit(TomorrowsApi.class).moderate(Map.of()).result())
        .satisfies(doubt -> assertThat(doubt.model()).isEmpty());
  }

  @Test
  void doubtOfASubmitPastTheNounsNamesItsModelAndKeyAndHoldsTheAnswer() throws Exception {
    service.answer(
        new MockResponse.Builder().setHeader("x-request-id", "req-7").body("not json").build());

    SubmissionUncertainException doubt =
        catchThrowableOfType(
            SubmissionUncertainException.class,
            () ->
                service
                    .evolink
                    .retrofit(TomorrowsApi.class)
                    .image("key-8", ImageRequest.of("x"))
                    .result());

    assertThat(doubt.model()).contains("gemini-2.5-flash-image");
    assertThat(doubt.idempotencyKey()).contains("key-8");
    assertThat(service.taken().getHeaders().get("Idempotency-Key")).isEqualTo("key-8");
    assertThat(doubt.requestId()).contains("req-7");
    assertThat(doubt.body()).contains("not json");
    assertThat(service.evolink.credits().spending().unpriced()).isEqualTo(1);
  }

  @Test
  void answerOfAnOwnTypeMayBeLargerThanADocumentedOne() throws Exception {
    String text = "x".repeat(9 << 20);
    service.answer("\"" + text + "\"");
    service.answer("{\"message\":\"" + text + "\"}");

    assertThat(service.evolink.retrofit(TomorrowsApi.class).read().get()).isEqualTo(text);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> service.evolink.credits().balance().result())
        .withMessageContaining("the answer is larger than 8388608 bytes");
  }

  @Test
  void whatHoldsNothingCompletesWithNull() throws Exception {
    TomorrowsApi api = service.evolink.retrofit(TomorrowsApi.class);
    service.answer("{\"whatever\":true}");
    assertThat(api.readNothing().get()).isNull();
    service.answer("");
    assertThat(api.readNothing().get()).isNull();
    service.answer(201, "{}");
    assertThat(api.postForNothing(Map.of()).result()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205})
  void answerWithoutContentIsNull(int status) throws Exception {
    TomorrowsApi api = service.evolink.retrofit(TomorrowsApi.class);
    for (int i = 0; i < 4; i++) {
      service.answer(new MockResponse.Builder().code(status).build());
    }

    assertThat(api.read().get()).isNull();
    assertThat(api.post(Map.of()).result()).isNull();
    assertThat(api.postForNothing(Map.of()).result()).isNull();
    assertThat(api.readNothing().get()).isNull();
  }

  @Test
  void submitOfOurOwnWithoutContentIsInDoubt() {
    service.answer(new MockResponse.Builder().code(204).build());

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> service.evolink.images().submit(ImageRequest.of("x")).result());
  }

  @Test
  void foreignHostGetsNoKey() throws Exception {
    try (MockWebServer foreign = NoDelayServer.create()) {
      foreign.start();
      foreign.enqueue(new mockwebserver3.MockResponse.Builder().body("{}").build());

      service
          .evolink
          .retrofit(TomorrowsApi.class)
          .readAnywhere(foreign.url("/x").toString())
          .result();

      assertThat(foreign.takeRequest().getHeaders().get("Authorization")).isNull();
    }
  }

  @Test
  void generatedInterfacesReturnCalls() throws Exception {
    service.answer(CREDITS);

    Call<CreditsResponse> call = service.evolink.retrofit(CreditsApi.class).getCredits();

    CreditsResponse body = call.execute().body();
    assertThat(body).isNotNull();
    assertThat(body.data().user().remainingCredits()).isEqualTo(new BigDecimal("1095.3996"));
    assertThat(service.evolink.retrofit(FilesApi.class)).isNotNull();
  }

  @Test
  void eachKindOfCallHasTheTimeThatTheClientGivesIt() {
    UploadUrlRequest link = UploadUrlRequest.builder(URI.create("https://x.com/a.png")).build();
    try (EvolinkClient evolink =
        service
            .client()
            .requestTimeout(Duration.ofSeconds(11))
            .submitTimeout(Duration.ofSeconds(22))
            .uploadTimeout(Duration.ofSeconds(33))
            .build()) {
      FilesApi files = evolink.retrofit(FilesApi.class);

      assertThat(seconds(evolink.retrofit(CreditsApi.class).getCredits())).isEqualTo(11);
      assertThat(seconds(files.deleteFile("f"))).isEqualTo(11);
      assertThat(seconds(evolink.retrofit(ImagesApi.class).createImage(ImageRequest.of("x"))))
          .isEqualTo(22);
      assertThat(seconds(files.uploadUrl(link))).isEqualTo(33);
    }
  }

  @Test
  void blockingCallIsInFlightUntilItsEnd() throws Exception {
    AtomicInteger during = new AtomicInteger();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            during.set(service.evolink.callsInFlight());
            return new MockResponse.Builder().body(CREDITS).build();
          }
        });

    service.evolink.retrofit(CreditsApi.class).getCredits().execute();

    assertThat(during).hasValue(1);
    assertThat(service.evolink.callsInFlight()).isZero();
  }

  private static long seconds(Call<?> call) {
    return TimeUnit.NANOSECONDS.toSeconds(call.timeout().timeoutNanos());
  }

  @Test
  void futureWithoutATypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.evolink.retrofit(TomorrowsApi.class).rawFuture());
  }

  @Test
  void balanceIsExactAndSpendableIsTheSmaller() {
    service.answer(CREDITS);

    Balance balance = service.evolink.credits().balance().result();

    assertThat(balance.account()).isEqualTo(new BigDecimal("1095.3996"));
    assertThat(balance.key()).contains(new BigDecimal("99416.4429"));
    assertThat(balance.spendable()).isEqualTo(new BigDecimal("1095.3996"));
  }
}
