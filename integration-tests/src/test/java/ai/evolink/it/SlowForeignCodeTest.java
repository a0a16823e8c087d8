package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code of the caller's that takes its time keeps no call from its place. */
class SlowForeignCodeTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  private final Shop shop = new Shop();
  private final HeldMoment moment = new HeldMoment();

  @BeforeEach
  void open() {
    service.server.setDispatcher(shop);
  }

  @AfterEach
  void pass() {
    moment.pass();
  }

  @Test
  void hookThatTakesItsTimeHoldsUpNoOtherCall() throws Exception {
    assertHoldsUpNobody(service.client().onSubmitted(task -> moment.run()));
  }

  @Test
  void journalThatTakesItsTimeWithAnAnswerHoldsUpNoOtherCall() throws Exception {
    TaskJournal slow =
        new ForwardingJournal(TaskJournal.inMemory()) {
          @Override
          public void accepted(
              JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
            moment.run();
            super.accepted(key, task, reserved);
          }
        };
    assertHoldsUpNobody(service.client().journal(slow));
  }

  private void assertHoldsUpNobody(EvolinkClient.Builder client) throws Exception {
    try (EvolinkClient evolink = client.maxConcurrentRequests(1).build()) {
      EvolinkFuture<TaskHandle> submit = evolink.images().submit(ImageRequest.of("A cat"));
      moment.awaitArrival();

      assertThat(evolink.tasks().get(Shop.FIRST).result(Duration.ofSeconds(20)).id())
          .isEqualTo(Shop.FIRST);

      moment.pass();
      assertThat(submit.result().id()).isEqualTo(Shop.FIRST);
    }
  }
}
