package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DurationHistoryTest {

  @Test
  void itLearnsFromTheWaiter() {
    DurationHistory history = DurationHistory.create();
    try (WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults(), history)) {
      f.service.completesAt("a", Duration.ofSeconds(12));
      TaskFuture wait = f.await("a");
      f.pass(15);
      assertThat(wait).isCompleted();
    }
    assertThat(history.models()).containsExactly("model-a");
    assertThat(history.toText()).isEqualTo("evolink-durations 1\nmodel-a 45.00 10.00-15.00\n");
  }

  @Test
  void aWaitThatEndedEarlyTeachesThatTheTaskTookLonger() {
    DurationHistory history = DurationHistory.create();
    try (WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults(), history)) {
      TaskFuture wait = f.await("a");
      f.pass(12);
      wait.cancel(true);
    }
    assertThat(history.toText()).contains("10.00-Infinity");
  }

  @Test
  void failedTasksTeachNothing() {
    DurationHistory history = DurationHistory.create();
    try (WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults(), history)) {
      f.service.endsAs("a", FakeTasks.snapshot("a", "failed"));
      TaskFuture wait = f.await("a");
      f.pass(12);
      assertThat(wait).isCompletedExceptionally();
    }
    assertThat(history.models()).isEmpty();
  }

  @Test
  void itCanBeCarriedOver() {
    DurationHistory history = DurationHistory.create();
    for (int i = 0; i < 600; i++) {
      history.add("model a/b", 45, 10 + i % 7, 12 + i % 7);
    }
    history.add("model-b", 0, 3, Double.POSITIVE_INFINITY);
    DurationHistory copy = DurationHistory.fromText(history.toText());
    assertThat(copy.toText()).isEqualTo(history.toText());
    assertThat(copy.completions("model a/b")).isEqualTo(512);
    assertThat(copy.quantile("model a/b", 0.5).orElseThrow())
        .isCloseTo(Duration.ofSeconds(14), Duration.ofSeconds(1));
  }

  @Test
  void damagedTextIsRefused() {
    assertThatThrownBy(() -> DurationHistory.fromText("evolink-durations 2\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evolink-durations 1");
    for (String line :
        new String[] {
          "m",
          "m 45",
          "m x 1-2",
          "m Infinity 1-2",
          "m 1e308 1-2",
          "m 1e300 1-2",
          "m NaN 1-2",
          "m -1 1-2",
          "m 45 1e300-1e301",
          "m 45 1",
          "m 45 1-y",
          "%zz 45 1-2"
        }) {
      assertThatThrownBy(() -> DurationHistory.fromText("evolink-durations 1\n" + line))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Line 2 is damaged.");
    }
  }

  @Test
  void itForgetsTheModelsUsedLongestAgo() {
    DurationHistory history = DurationHistory.create();
    for (int i = 0; i < 100; i++) {
      history.add("model-" + i, 45, 1, 2);
    }
    assertThat(history.models()).hasSize(64).contains("model-99").doesNotContain("model-0");
  }

  @Test
  void offLearnsNothing() {
    DurationHistory.off().add("m", 45, 1, 2);
    assertThat(DurationHistory.off().models()).isEmpty();
    assertThat(DurationHistory.off().quantile("m", 0.5)).isEmpty();
  }

  @Test
  void quantilesFollowTheIntervals() {
    DurationHistory history = DurationHistory.create();
    for (int i = 0; i < 100; i++) {
      history.add("m", 45, i % 5 > 0 ? 11 : 88, i % 5 > 0 ? 13 : 92);
    }
    assertThat(seconds(history, 0.4)).isCloseTo(12, within(1.5));
    assertThat(seconds(history, 0.9)).isCloseTo(90, within(6.0));
  }

  @Test
  void absurdIntervalsAreIgnored() {
    DurationHistory history = DurationHistory.create();
    history.add("m", 45, Double.NaN, 2);
    history.add("m", 45, 3, 2);
    history.add("m", 45, -1, 2);
    history.add("m", 45, 1e9, 2e9);
    assertThat(history.completions("m")).isEqualTo(1);
    assertThat(history.quantile("m", 0.5)).isPresent();
  }

  private static double seconds(DurationHistory history, double q) {
    return seconds(history, "m", q);
  }

  private static double seconds(DurationHistory history, String model, double q) {
    return history.quantile(model, q).orElseThrow().toMillis() / 1000.0;
  }

  @Test
  void callbacksTellTheMomentOfTheEnd() {
    DurationHistory history = DurationHistory.create();
    try (WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults(), history)) {
      Random random = new Random(3);
      for (int i = 0; i < 50; i++) {
        double seconds = 45 * Math.exp(0.2 * random.nextGaussian());
        String id = "a" + i;
        f.service.completesAt(
            id, Duration.ofNanos(f.clock.nanoTime()).plus(WaiterFixture.s(seconds)));
        TaskFuture wait =
            f.waiter.await(
                CompletableFuture.completedFuture(f.task(id)),
                WaitOptions.ofDefaults(),
                true,
                null);
        f.pass(seconds + 0.1);
        f.waiter.nudge(id);
        f.pass(0.3);
        assertThat(wait).isCompleted();
      }
    }
    assertThat(seconds(history, "model-a", 0.5)).isCloseTo(45, within(4.0));
  }

  @Test
  void tasksUnderWayCountAsLongerThanThoseThatHaveEnded() {
    DurationHistory history = DurationHistory.create();
    try (WaiterFixture f = new WaiterFixture(Runnable::run, PollBudget.ofDefaults(), history)) {
      for (int i = 0; i < 100; i++) { // evenly from 1 to 100 s, all at once
        f.service.completesAt("a" + i, WaiterFixture.s(i + 1));
        f.await("a" + i, WaiterFixture.every(5));
      }
      f.pass(31);
      assertThat(seconds(history, "model-a", 0.25)).isCloseTo(25, within(6.0));
      assertThat(seconds(history, "model-a", 0.5)).isGreaterThan(30);
    }
  }
}
