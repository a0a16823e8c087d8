package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** What is known of a submit that is over. */
class SubmitOutcomeTest extends Lives {
  @Test
  void submitThatIsGivenUpInLineIsNotInDoubt() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = service.client().maxConcurrentRequests(1).build()) {
      EvolinkFuture<TaskHandle> first = evolink.images().submit(ImageRequest.of("A dog"));
      arrived.await();
      assertThat(evolink.images().submit(CAT).cancel(true)).isTrue();
      go.countDown();
      first.result();

      assertThat(evolink.credits().spending().unpriced()).isZero();
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void handleHasTheModelThatTheServiceNamesElseTheOneThatWasAskedFor() {
    String named = MockService.SUBMITTED.replace("gemini-2.5-flash-image", "model-of-today");
    answer(named);
    assertThat(service.evolink.images().submit(CAT).result().model()).contains("model-of-today");

    answer(named.replace("\"model\":\"model-of-today\",", ""));
    assertThat(service.evolink.images().submit(CAT).result().model())
        .contains("gemini-2.5-flash-image");
  }

  private void answer(String json) {
    shop.instead = () -> new MockResponse.Builder().body(json).build();
  }
}
