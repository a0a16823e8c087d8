package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.PollSimulation.Curve;
import ai.evolink.PollSimulation.Durations;
import ai.evolink.PollSimulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the default policy promises about polls and lag, in a simulation that is the same in every
 * run. The tolerances are for the few thousand tasks of a test.
 */
class AdaptivePolicyTest {
  private static final int TASKS = 2000;
  private static final PollPolicy ADAPTIVE = PollPolicy.adaptive();

  /** The mean lag after 50 tasks, as a multiple of the optimum's; for fewer clients than 200. */
  private static final double NEAR = 1.12;

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
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 20, 90, 200, 3600})
  void aWrongEstimateCostsHalfAsMuchAgainAtMost(int estimate) {
    PollPolicy fixed = PollPolicy.fixed(Duration.ofSeconds(5));
    Result five =
        PollSimulation.run(fixed, DurationHistory.off(), Durations.A, Curve.NONE, TASKS, 1);
    Result wrong = PollSimulation.estimated(estimate, Durations.A, TASKS, 1);
    assertThat(wrong.meanLag()).isLessThanOrEqualTo(1.5 * five.meanLag());
    assertThat(wrong.p95Lag()).isLessThanOrEqualTo(1.5 * five.p95Lag());
    assertThat(wrong.polls()).isLessThanOrEqualTo(1.5 * five.polls());
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
    assertNearTheOptimum(durations, Curve.NONE);
  }

  /** It costs a few polls until it is no longer believed, and nothing later. */
  @ParameterizedTest
  @EnumSource(Durations.class)
  void progressThatHasStalledBeforeDoesNoHarm(Durations durations) {
    assertNearTheOptimum(durations, Curve.STALLED);
  }

  private static void assertNearTheOptimum(Durations durations, Curve curve) {
    Result warm = PollSimulation.warm(durations, curve, 50, 60);
    Result best = PollSimulation.optimum(durations, warm.polls());
    assertThat(warm.meanLag()).isLessThanOrEqualTo(best.meanLag() * NEAR);
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void whatItLearnsIsNotBiasedByItsOwnPolls(Durations durations) {
    DurationHistory history = DurationHistory.create();
    PollSimulation.run(ADAPTIVE, history, durations, Curve.NONE, 400, 3);
    Random random = new Random(4);
    double[] truth = random.doubles(20_001).map(x -> durations.next(random)).sorted().toArray();
    double median = truth[truth.length / 2];
    assertThat(history.quantile("model-a", 0.5).orElseThrow().toMillis() / 1000.0)
        .isBetween(median * 0.85, median * 1.15);
  }

  /** Sees another world after 150 tasks of {@code A}, as several clients do. */
  private static void changes(ToDoubleFunction<Random> world, double ofColdLag, double polls) {
    List<Result> first = new ArrayList<>();
    List<Result> later = new ArrayList<>();
    List<Result> cold = new ArrayList<>();
    for (int client = 0; client < 10; client++) {
      DurationHistory history = DurationHistory.create();
      PollSimulation.run(ADAPTIVE, history, Durations.A, Curve.NONE, 150, 50 + client);
      first.add(in(world, history, 60, 100 + client));
      assertThat(history.completions("model-a")).isBetween(45, 80); // the old ones are forgotten
      later.add(in(world, history, 200, 200 + client));
      cold.add(in(world, DurationHistory.off(), 60, 100 + client));
    }
    double coldLag = mean(cold, Result::meanLag);
    assertThat(mean(first, Result::meanLag)).isLessThan(1.5 * coldLag);
    assertThat(mean(first, Result::polls)).isLessThan(polls);
    assertThat(mean(later, Result::meanLag)).isLessThan(ofColdLag * coldLag);
    assertThat(mean(later, Result::polls)).isLessThan(polls);
  }

  @Test
  void aChangeToOtherKindsOfTasksIsNoticedWithinAFewTasks() {
    changes(Durations.B::next, 0.6, 6);
  }

  @Test
  void aModelThatBecomesTenTimesFasterIsNoticedWithinAFewTasks() {
    changes(random -> Durations.A.next(random) / 10, 0.3, 3);
  }

  private static Result in(
      ToDoubleFunction<Random> world, DurationHistory history, int tasks, long seed) {
    return PollSimulation.run(
        ADAPTIVE, history, world, PollSimulation.ESTIMATE, Curve.NONE, tasks, seed);
  }

  private static double mean(List<Result> results, ToDoubleFunction<Result> figure) {
    return results.stream().mapToDouble(figure).average().orElseThrow();
  }

  /** Nothing worse than what the policy does that has learned nothing, up to a tenth. */
  @ParameterizedTest
  @CsvSource({"A, 1.2", "B, 1.8", "C, 1.1", "D, 1.1"})
  void manyAtOnceAreLearnedRight(Durations durations, double ofOptimum) {
    assertManyAtOnceAreLearnedRight(durations, ofOptimum, 1, 1);
  }

  @Tag("deep")
  @ParameterizedTest
  @CsvSource({"A, 1.2", "B, 1.8", "C, 1.1", "D, 1.1"})
  void manyAtOnceAreLearnedRightWhateverTheSeed(Durations durations, double ofOptimum) {
    assertManyAtOnceAreLearnedRight(durations, ofOptimum, 2, 3);
  }

  private static void assertManyAtOnceAreLearnedRight(
      Durations durations, double ofOptimum, int firstSeed, int lastSeed) {
    Result cold =
        PollSimulation.run(ADAPTIVE, DurationHistory.off(), durations, Curve.NONE, 4000, 1);
    for (int atOnce : new int[] {60, 400}) {
      for (int seed = firstSeed; seed <= lastSeed; seed++) {
        Result result =
            PollSimulation.atOnce(
                DurationHistory.create(), durations, atOnce, atOnce == 60 ? 10 : 3, 1000L * seed);
        Result best = PollSimulation.optimum(durations, result.polls());
        assertThat(result.meanLag())
            .as("%d at once, seed %d: %s", atOnce, seed, result)
            .isLessThan(ofOptimum * best.meanLag());
        assertThat(result.meanLag() < 1.1 * cold.meanLag() || result.polls() < cold.polls())
            .as("%d at once, seed %d: %s, unlearned %s", atOnce, seed, result, cold)
            .isTrue();
      }
    }
  }

  /**
   * Batches that are as wide as the broad guess: chance must not look like a change of the model,
   * and what is forgotten must not depend on how long it took.
   */
  @Test
  void tenBatchesOfFourHundredLeaveNoBias() {
    Result result = PollSimulation.atOnce(DurationHistory.create(), Durations.D, 400, 10, 5001);
    Result best = PollSimulation.optimum(Durations.D, result.polls());
    assertThat(result.meanLag()).as("%s", result).isLessThan(1.1 * best.meanLag());
  }

  // ---- single decisions

  @Test
  void longTasksArePolledLessOften() {
    assertThat(seconds(submitted(10))).isLessThan(seconds(submitted(45)));
    assertThat(later(submitted(45))).isLessThan(later(submitted(300)));
    assertThat(later(submitted(2400))).isLessThanOrEqualTo(20);
  }

  @Test
  void theFirstPollOfALongTaskIsMadeAfterATenthOfItsEstimate() {
    assertThat(seconds(submitted(90))).isEqualTo(9);
    assertThat(seconds(submitted(180))).isEqualTo(18);
    assertThat(seconds(submitted(3600))).isEqualTo(20);
  }

  @Test
  void aTaskAnnouncedWithAFewSecondsIsFirstAskedAboutSoonAfterThem() {
    assertThat(seconds(submitted(0))).isEqualTo(0.25);
    assertThat(seconds(submitted(1))).isEqualTo(1.25);
    assertThat(seconds(submitted(2))).isEqualTo(2.5);
    assertThat(seconds(submitted(5))).isEqualTo(3.6);
    Duration elapsed = Duration.ofMillis(250);
    assertThat(seconds(submitted(0).polls(1, 0).time(elapsed, Duration.ofMinutes(10))))
        .isEqualTo(3.35);
  }

  /** The interval of a task that has been pending for ten minutes. */
  private static double later(PollContext.Builder task) {
    Duration elapsed = Duration.ofMinutes(10);
    return seconds(task.polls(50, 0).time(elapsed, elapsed));
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
  void aShortWaitIsAskedAboutBeforeItsLastLook() {
    PollContext.Builder short10 = submitted(60).time(Duration.ZERO, Duration.ofSeconds(10));
    assertThat(seconds(short10)).isEqualTo(5);
  }

  @Test
  void aLostCallbackIsMadeUpForInTimeForAnotherTry() {
    PollContext.Builder pushed = submitted(60).pushed(true);
    assertThat(seconds(pushed.time(Duration.ZERO, Duration.ofSeconds(137)))).isEqualTo(68.5);
    assertThat(seconds(pushed.time(Duration.ZERO, Duration.ofMinutes(15)))).isEqualTo(180);
    pushed.polls(1, 0);
    assertThat(seconds(pushed.time(Duration.ofSeconds(2), Duration.ofSeconds(26)))).isEqualTo(13);
    assertThat(seconds(pushed.time(Duration.ofSeconds(2), Duration.ofSeconds(4))))
        .isBetween(5.0, 5.5);
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
  void aTaskThatOutlastsAllOthersIsPolledAsIfNothingWereKnown() {
    DurationHistory history = DurationHistory.create();
    for (int i = 0; i < 60; i++) {
      history.add("m", 45, 11, 13);
    }
    Duration elapsed = Duration.ofHours(2);
    PollContext.Builder task =
        submitted(45).task(Kind.IMAGE, "m").polls(90, 0).time(elapsed, elapsed);
    double unlearned = seconds(task);
    assertThat(seconds(task.history(history))).isEqualTo(unlearned);
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
