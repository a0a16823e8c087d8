package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.PollSimulation.Curve;
import ai.evolink.PollSimulation.Durations;
import ai.evolink.PollSimulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the default policy promises about polls and lag, in a simulation that is the same in every
 * run. The tolerances are for the few thousand tasks of a test.
 */
class AdaptivePolicyTest {
  private static final int TASKS = 2000;
  private static final PollPolicy ADAPTIVE = PollPolicy.adaptive();

  static List<Object[]> cells() {
    List<Object[]> cells = new ArrayList<>();
    for (Durations durations : Durations.values()) {
      for (Curve curve : Curve.values()) {
        cells.add(new Object[] {durations, curve});
      }
    }
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void knowingNothingItIsNeverWorseThanEveryFiveSeconds(Durations durations, Curve curve) {
    PollPolicy fixed = PollPolicy.fixed(Duration.ofSeconds(5));
    Result five = PollSimulation.run(fixed, DurationHistory.off(), durations, curve, TASKS, 1);
    Result cold = PollSimulation.run(ADAPTIVE, DurationHistory.off(), durations, curve, TASKS, 1);
    assertThat(cold.meanLag()).isLessThanOrEqualTo(five.meanLag());
    assertThat(cold.polls()).isLessThanOrEqualTo(five.polls() * 1.01);
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void linearProgressHalvesTheLagWithFewPolls(Durations durations) {
    Result cold =
        PollSimulation.run(ADAPTIVE, DurationHistory.off(), durations, Curve.LINEAR, TASKS, 2);
    assertThat(cold.medianLag()).isLessThanOrEqualTo(1.2);
    assertThat(cold.polls()).isLessThanOrEqualTo(14);
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void fiftyCompletionsBringItNearTheOptimum(Durations durations) {
    Result warm = PollSimulation.warm(durations, Curve.NONE, 50, 60);
    Result best = PollSimulation.optimum(durations, warm.polls());
    assertThat(warm.meanLag()).isLessThanOrEqualTo(best.meanLag() * 1.25);
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void whatItLearnsIsNotBiasedByItsOwnPolls(Durations durations) {
    DurationHistory history = DurationHistory.create();
    PollSimulation.run(ADAPTIVE, history, durations, Curve.NONE, 400, 3);
    java.util.Random random = new java.util.Random(4);
    double[] truth = random.doubles(20_001).map(x -> durations.next(random)).sorted().toArray();
    double median = truth[truth.length / 2];
    assertThat(history.quantile("model-a", 0.5).orElseThrow().toMillis() / 1000.0)
        .isBetween(median * 0.85, median * 1.15);
  }

  @Test
  void aChangedWorldIsNoticedWithinAFewTasks() {
    DurationHistory history = DurationHistory.create();
    PollSimulation.run(ADAPTIVE, history, Durations.A, Curve.NONE, 150, 5);
    Result after = PollSimulation.run(ADAPTIVE, history, Durations.B, Curve.NONE, 60, 6);
    assertThat(history.completions("model-a")).isBetween(45, 75); // the old ones are forgotten
    Result cold =
        PollSimulation.run(ADAPTIVE, DurationHistory.off(), Durations.B, Curve.NONE, 60, 6);
    assertThat(after.meanLag()).isLessThan(cold.meanLag() * 1.5);
    Result later = PollSimulation.run(ADAPTIVE, history, Durations.B, Curve.NONE, 500, 7);
    assertThat(later.meanLag()).isLessThan(cold.meanLag() * 0.7);
  }

  // ---- single decisions

  @Test
  void longTasksArePolledLessOften() {
    assertThat(seconds(submitted(10))).isLessThan(seconds(submitted(45)));
    assertThat(seconds(submitted(45))).isLessThan(seconds(submitted(300)));
    assertThat(seconds(submitted(2400))).isLessThanOrEqualTo(40);
  }

  @Test
  void jitterSpreadsPollsByATenth() {
    assertThat(seconds(submitted(45).random(0.0))).isEqualTo(9 * 0.9);
    assertThat(seconds(submitted(45).random(1.0))).isEqualTo(9 * 1.1);
  }

  @Test
  void failuresBackOffUpToAMinute() {
    double last = 0;
    for (int failures = 1; failures <= 5; failures++) {
      double next = seconds(submitted(45).polls(failures, failures));
      assertThat(next).isGreaterThanOrEqualTo(last);
      last = next;
    }
    assertThat(seconds(submitted(45).polls(90, 90))).isEqualTo(60);
  }

  @Test
  void aThrottledClientSlowsDown() {
    assertThat(seconds(submitted(45).throttle(0.25))).isEqualTo(36);
  }

  @Test
  void withACallbackToComeThePaceIsOneOfSafety() {
    assertThat(seconds(submitted(45).pushed(true))).isEqualTo(135);
    assertThat(seconds(submitted(45).pushed(true).polls(1, 0))).isEqualTo(60);
  }

  @Test
  void aWatchedTaskIsNotLeftAloneForLong() {
    DurationHistory history = DurationHistory.create();
    for (int i = 0; i < 60; i++) {
      history.add("m", 45, 600 + i, 605 + i);
    }
    PollContext.Builder task = submitted(45).task(Kind.IMAGE, "m").history(history);
    assertThat(seconds(task)).isGreaterThan(60);
    assertThat(seconds(task.watched(true))).isEqualTo(5);
  }

  @Test
  void progressThatStandsStillIsNotBelieved() {
    Duration elapsed = Duration.ofSeconds(60);
    double moving = seconds(submitted(45).polls(9, 0).time(elapsed, elapsed).progress(98, elapsed));
    double stalled =
        seconds(
            submitted(45).polls(9, 0).time(elapsed, elapsed).progress(98, Duration.ofSeconds(40)));
    assertThat(moving).isEqualTo(1);
    assertThat(stalled).isEqualTo(5 * 0.98);
  }

  private static PollContext.Builder submitted(int estimate) {
    return PollContext.builder().estimate(Duration.ofSeconds(estimate));
  }

  private static double seconds(PollContext.Builder context) {
    return ADAPTIVE.next(context.build()).toNanos() / 1e9;
  }
}
