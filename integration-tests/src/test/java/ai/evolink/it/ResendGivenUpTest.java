package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.ClientClosedException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** A submit that is given up between two attempts, or within one. */
class ResendGivenUpTest extends Resending {
  @Test
  void cancelBetweenTwoAttemptsBuysNothing() {
    service.answer(429, "");
    service.answer(SUBMITTED);
    try (EvolinkClient evolink = client().build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"));
      still.untilNextAlarm();

      wait.cancel(true);

      StillClock.until(() -> still.nextAlarm().isEmpty(), "the alarm to be taken back");
      still.clock.advance(Duration.ofMinutes(5));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
    assertThat(bought).isEmpty();
  }

  @Test
  void closeBetweenTwoAttemptsBuysNothing() {
    service.answer(429, "");
    EvolinkFuture<TaskHandle> submit;
    try (EvolinkClient evolink = client().build()) {
      submit = submit(evolink);
      still.untilNextAlarm();
    }

    assertThatThrownBy(() -> submit.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ClientClosedException.class);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cancelAndCloseDuringTheSecondAttemptStillReportWhatItBought() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger submits = new AtomicInteger();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (submits.incrementAndGet() == 1) {
              return new MockResponse.Builder().code(429).build();
            }
            second.countDown();
            release.await();
            return new MockResponse.Builder().body(SUBMITTED).build();
          }
        });
    CompletableFuture<TaskHandle> told = new CompletableFuture<>();
    try (EvolinkClient evolink = client().onSubmitted(told::complete).build()) {
      TaskFuture wait = evolink.images().generate(ImageRequest.of("x"));
      still.ring();
      second.await();

      wait.cancel(true);
    }
    release.countDown();

    assertThat(told.get(20, TimeUnit.SECONDS).id()).isEqualTo(TASK_ID);
    assertThat(submits).hasValue(2);
  }

  @Test
  void cancelBeforeTheConnectionIsOpenBuysNothing() throws Exception {
    service.answer(SUBMITTED);
    CountDownLatch resolving = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (EvolinkClient evolink =
        at(
                "evolink.test",
                host -> {
                  resolving.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    throw new UnknownHostException("interrupted");
                  }
                  return found(host, true);
                })
            .build()) {
      EvolinkFuture<TaskHandle> submit = submit(evolink);
      resolving.await();

      submit.cancel(true);
      release.countDown();
    }
    assertThat(service.server.getRequestCount()).isZero();
    assertThat(bought).isEmpty();
  }
}
