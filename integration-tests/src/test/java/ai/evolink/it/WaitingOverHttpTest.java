package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static ai.evolink.it.MockService.task;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Poll;
import ai.evolink.PollBudget;
import ai.evolink.PollPolicy;
import ai.evolink.TaskFuture;
import ai.evolink.WaitOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only shows with real calls under the waits. */
@Timeout(60)
class WaitingOverHttpTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");

  @RegisterExtension final MockService service = new MockService();

  @Test
  void anAnswerThatTellsOfAnotherTaskIsWaitedOutAndTold() {
    service.answer(task("completed", "").replace(TASK_ID, "task-unified-1757165031-other"));
    service.answer(task("completed", ""));
    TaskFuture wait = service.evolink.tasks().follow(TASK_ID, MockService.AT_ONCE);
    wait.result();
    List<Poll> polls = wait.trace();
    assertThat(polls).hasSize(2);
    assertThat(polls.get(0).status()).isEmpty();
    assertThat(polls.get(1).status()).isPresent();
  }

  @Test
  void aSingleReadThatTellsOfAnotherTaskIsRefused() {
    service.answer(task("completed", "").replace(TASK_ID, "task-unified-1757165031-other"));
    assertThat(service.evolink.tasks().get(TASK_ID))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("it tells of another task, task-unified-1757165031-other");
  }

  @Test
  void aTimeLimitMayBeForEver() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    try (EvolinkClient patient =
        service
            .client()
            .requestTimeout(forEver)
            .submitTimeout(forEver)
            .uploadTimeout(forEver)
            .downloadTimeout(forEver)
            .build()) {
      service.answer(SUBMITTED);
      service.answer(task("completed", ""));
      TaskFuture wait = patient.images().generate(CAT, MockService.AT_ONCE);
      wait.result();
    }
  }

  @Test
  void aSubmitThatIsToldToComeBackTomorrowIsTriedAgainWhileItHasTime() {
    service.answer(
        new MockResponse.Builder().code(429).setHeader("Retry-After", "86400").body("{}").build());
    service.answer(SUBMITTED);
    assertThat(service.evolink.images().submit(CAT))
        .succeedsWithin(Duration.ofSeconds(30))
        .satisfies(handle -> assertThat(handle.id()).isEqualTo(TASK_ID));
  }

  @Test
  void aHookThatRunsIsACallInFlight() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (EvolinkClient told =
        service
            .client()
            .onSubmitted(
                handle -> {
                  running.countDown();
                  await(release);
                })
            .build()) {
      service.answer(SUBMITTED);
      told.images().submit(CAT);
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      StillClock.until(() -> told.callsInFlight() == 1, "the call itself to give up its place");
      release.countDown();
      StillClock.until(() -> told.callsInFlight() == 0, "the hook to end");
    }
  }

  @Test
  void submitsDoNotQueueBehindPollsThatHang() {
    CountDownLatch hanging = new CountDownLatch(1);
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            if (request.getMethod().equals("POST")) {
              return new MockResponse.Builder().body(SUBMITTED).build();
            }
            await(hanging);
            return new MockResponse.Builder().code(503).build();
          }
        });
    try (EvolinkClient small =
        service
            .client()
            .maxConcurrentRequests(8)
            .pollBudget(PollBudget.of(10_000, 10_000))
            .build()) {
      WaitOptions eager =
          WaitOptions.builder()
              .policy(PollPolicy.fixed(Duration.ofMillis(1)))
              .deadline(Duration.ofMinutes(5))
              .build();
      for (int i = 0; i < 40; i++) {
        small.tasks().follow("task-unified-1757165031-hang" + i, eager);
      }
      assertThat(small.images().submit(CAT)).succeedsWithin(Duration.ofSeconds(30));
    } finally {
      hanging.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
