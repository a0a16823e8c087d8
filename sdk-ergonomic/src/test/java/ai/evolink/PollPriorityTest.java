package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which polls go first when there are more than the budget allows. */
@Timeout(60)
class PollPriorityTest {
  private final WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults());

  @AfterEach
  void close() {
    f.close();
  }

  @Test
  void aCallbackIsConfirmedAtOnceHoweverManyWaitsPoll() {
    crowd(150);
    f.service.completesAt("called", s(100));
    TaskFuture wait =
        f.waiter.await(
            CompletableFuture.completedFuture(f.task("called")),
            WaitOptions.ofDefaults(),
            true,
            null);
    f.pass(100);
    f.waiter.nudge("called");
    f.pass(0.5);
    assertThat(wait).isCompleted();
  }

  @Test
  void aPollThatIsHeldBackIsConfirmedAtOnceToo() {
    crowd(400);
    f.pass(60);
    f.service.completesAt("t7", s(60));
    f.waiter.nudge("t7");
    f.pass(0.5);
    assertThat(f.waiter.pending()).isEqualTo(399);
  }

  @Test
  void fiftyFourCallbacksASecondAreConfirmedWithinHalfASecond() {
    crowd(1200);
    f.pass(30);
    List<Duration> lags = new ArrayList<>();
    for (int i = 0; i < 540; i++) {
      String id = "t" + i;
      Duration ended = Duration.ofNanos(f.clock.nanoTime());
      f.service.completesAt(id, ended);
      f.waiter.nudge(id);
      f.pass(1.0 / 54);
    }
    f.pass(1);
    for (int i = 0; i < 540; i++) {
      List<Duration> times = f.service.readTimes("t" + i);
      lags.add(times.get(times.size() - 1).minus(s(30)).minus(Duration.ofNanos(i * 18_518_518L)));
    }
    lags.sort(null);
    assertThat(lags.get(540 * 95 / 100)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void followingATaskThatEndedLongAgoAnswersAtOnce() {
    crowd(150);
    f.pass(60);
    f.service.endsAs("old", FakeTasks.snapshot("old", "completed"));
    TaskHandle old =
        TaskHandle.of(
            "old", Kind.VIDEO, f.clock.instant().minusSeconds(3600), "model-a", null, false);
    TaskFuture wait = f.waiter.follow(old, WaitOptions.ofDefaults());
    f.pass(0.5);
    assertThat(wait).isCompleted();
  }

  @Test
  void pollsPutOffAfterAFailureComeBeforePlainOnes() {
    crowd(300);
    boolean[] failing = {true};
    f.service.lives(
        "bad",
        at -> {
          if (failing[0]) {
            throw refusal(503);
          }
          return processing("bad", 1);
        });
    f.await("bad", options(40, Duration.ofMinutes(30)));
    f.pass(60);
    int before = f.service.readTimes("bad").size();
    f.pass(40.5);
    assertThat(f.service.readTimes("bad")).hasSize(before + 1);
  }

  @Test
  void plainPollsGoOnWhilePressingOnesTakeAllTheyCanGet() {
    crowd(100);
    for (int i = 0; i < 400; i++) {
      String id = "bad" + i;
      f.service.lives(
          id,
          at -> {
            throw refusal(503);
          });
      f.await(id, options(1, Duration.ofMinutes(60)));
    }
    f.pass(120);
    int[] before = new int[100];
    for (int i = 0; i < 100; i++) {
      before[i] = f.service.readTimes("t" + i).size();
    }
    f.pass(60);
    for (int i = 0; i < 100; i++) {
      assertThat(f.service.readTimes("t" + i).size()).isGreaterThan(before[i]);
    }
  }

  @Test
  void everyWaitIsBackWithinAMinuteOfTheLastRefusal() {
    for (int outage : new int[] {60, 300}) {
      try (WaiterFixture g = new WaiterFixture(Runnable::run, PollBudget.ofDefaults())) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          String id = "w" + i;
          ids.add(id);
          g.service.lives(
              id,
              at -> {
                if (at.compareTo(s(outage)) < 0) {
                  throw refusal(429);
                }
                return processing(id, 1);
              });
          g.await(id, WaitOptions.of(Duration.ofHours(1)));
        }
        g.pass(outage + 60);
        assertThat(ids)
            .allSatisfy(
                id -> {
                  List<Duration> times = g.service.readTimes(id);
                  assertThat(times.get(times.size() - 1)).isGreaterThanOrEqualTo(s(outage));
                });
      }
    }
  }

  private void crowd(int count) {
    for (int i = 0; i < count; i++) {
      f.await("t" + i, WaitOptions.of(Duration.ofHours(2)));
    }
  }
}
