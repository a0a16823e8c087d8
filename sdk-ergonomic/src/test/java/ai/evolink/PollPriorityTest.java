package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    for (int i = 0; i < 540; i++) {
      endAndCall("t" + i);
      f.pass(1.0 / 54);
    }
    assertThat(slowestTwentieth(540)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void callbacksThatAreSentAgainAndAgainHoldUpNoOthersAndStayWithinTheirBudget() {
    crowd(1200);
    f.pass(30);
    int before = f.service.reads().size();
    for (int i = 0; i < 1080; i++) {
      endAndCall("t" + i);
      for (int forged = 1080; forged < 1200; forged++) { // up to four polls a second for each
        f.waiter.nudge("t" + forged);
      }
      f.pass(1.0 / 54);
    }
    assertThat(slowestTwentieth(1080)).isLessThan(Duration.ofMillis(500));
    assertThat(f.service.reads().size() - before).isLessThan(250 + 50 + 20 * 120 + 120);
    assertThat(f.service.readTimes("t1199")).hasSizeGreaterThan(1);
  }

  private void endAndCall(String id) {
    f.service.completesAt(id, Duration.ofNanos(f.clock.nanoTime()));
    f.waiter.nudge(id);
  }

  /** How long it took to see the ends of the first {@code count}, which came 54 a second. */
  private Duration slowestTwentieth(int count) {
    f.pass(1);
    Map<String, Duration> seen = new HashMap<>();
    f.service.reads().forEach(read -> seen.put(read.id(), read.at()));
    List<Duration> lags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Duration at = Objects.requireNonNull(seen.get("t" + i));
      lags.add(at.minus(s(30 + i / 54.0)));
    }
    lags.sort(null);
    return lags.get(count * 95 / 100);
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
