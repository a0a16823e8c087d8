package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

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

  private static String key(RecordedRequest request) {
    String key = request.getHeaders().get("Idempotency-Key");
    if (key == null) {
      throw new AssertionError("no Idempotency-Key");
    }
    return key;
  }
}
