package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;

/** One key for all attempts of a submit, for servers that know it. */
class IdempotencyKeyTest extends Resending {
  @Test
  void idempotencyKeyIsTheSameWhenSentAgainAndNewForEachSubmit() throws Exception {
    service.answer(429, "");
    service.answer(SUBMITTED);
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().sendIdempotencyKeys().build()) {
      EvolinkFuture<TaskHandle> first = submit(evolink);
      still.ring();
      first.get(20, TimeUnit.SECONDS);
      SubmissionUncertainException uncertain =
          catchThrowableOfType(SubmissionUncertainException.class, () -> submit(evolink).result());

      String key = key(service.taken());
      assertThat(key).matches("[A-Za-z0-9._-]{16,96}");
      assertThat(key(service.taken())).isEqualTo(key);
      assertThat(key(service.taken()))
          .isNotEqualTo(key)
          .isEqualTo(uncertain.idempotencyKey().orElseThrow());
    }
  }

  @Test
  void noIdempotencyKeyIsSentUnlessAskedFor() throws Exception {
    service.answer(SUBMITTED);

    submit(service.evolink).result();

    assertThat(service.taken().getHeaders().get("Idempotency-Key")).isNull();
  }

  interface OwnImagesApi {
    @POST("v1/images/generations")
    EvolinkFuture<Object> submit(@Body Object request);

    @POST("v1/images/generations")
    EvolinkFuture<Object> submit(@Header("Idempotency-Key") String key, @Body Object request);
  }

  @Test
  void submitPastTheNounsHasAKeyToo() throws Exception {
    service.answer(429, "");
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().sendIdempotencyKeys().build()) {
      EvolinkFuture<Object> submit =
          evolink.retrofit(OwnImagesApi.class).submit(Map.of("prompt", "x"));
      still.ring();
      submit.get(20, TimeUnit.SECONDS);

      String key = key(service.taken());
      assertThat(key).matches("[A-Za-z0-9._-]{16,96}");
      assertThat(key(service.taken())).isEqualTo(key);
    }
  }

  @Test
  void keyOfTheCallersOwnIsLeftAlone() throws Exception {
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().sendIdempotencyKeys().build()) {
      evolink.retrofit(OwnImagesApi.class).submit("mine", Map.of("prompt", "x")).result();
    }

    assertThat(key(service.taken())).isEqualTo("mine");
  }

  private static String key(RecordedRequest request) {
    String key = request.getHeaders().get("Idempotency-Key");
    if (key == null) {
      throw new AssertionError("no Idempotency-Key");
    }
    return key;
  }
}
