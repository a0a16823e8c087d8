package ai.evolink.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.LateClock;
import ai.evolink.RecordingLog;
import ai.evolink.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each timer wakes in its time, whatever was set, moved and removed beside it. */
class TimerOrderTest {
  private static final long MILLI = 1_000_000;
  private static final int NODES = 40;

  private final VirtualClock clock = new VirtualClock();
  private final List<Long> outlived = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();
  private final List<Runnable> left = new ArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private final Timers timers =
      new Timers(
          clock,
          (nanos, executor, task) -> {
            outlived.add(nanos);
            left.add(task);
          },
          log);

  private static final class Node extends TimerNode {
    final List<Long> woken = new ArrayList<>();

    @Override
    public void wake(long now, Effects effects) {
      woken.add(now);
    }
  }

  @Test
  void eachWakesOnceInItsTime() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 100; round++) {
      Map<Node, Long> expected = new HashMap<>();
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        nodes.add(new Node());
      }
      long begun = timers.now();
      for (int change = 0; change < 3 * NODES; change++) {
        Node node = nodes.get(random.nextInt(NODES));
        if (random.nextInt(4) == 0) {
          boolean never = random.nextBoolean();
          timers.transact(
              (now, effects) -> {
                if (never) {
                  timers.set(node, Timers.NEVER);
                } else {
                  timers.remove(node);
                }
              });
          expected.remove(node);
        } else {
          long at = begun + (1 + random.nextInt(1000)) * MILLI;
          timers.transact((now, effects) -> timers.set(node, at));
          expected.put(node, at);
        }
      }
      assertThat(timers.size()).isEqualTo(expected.size());
      clock.advance(Duration.ofSeconds(1));
      for (Node node : nodes) {
        Long at = expected.get(node);
        assertThat(node.woken).isEqualTo(at == null ? List.of() : List.of(at));
      }
      assertThat(timers.size()).isZero();
      assertThat(clock.untilNextAlarm()).isEmpty();
    }
  }

  private Runnable schedule(String name, long millis) {
    return timers.schedule(millis * MILLI, Runnable::run, () -> ran.add(name));
  }

  @Test
  void cancelledTaskDoesNotRun() {
    Runnable cancel = schedule("cancelled", 1);
    schedule("other", 2);
    cancel.run();
    clock.advance(Duration.ofMillis(2));
    assertThat(ran).containsExactly("other");
  }

  @Test
  void alarmIsOffOnceNothingWaitsForIt() {
    Runnable cancel = schedule("cancelled", 1);
    assertThat(clock.untilNextAlarm()).contains(Duration.ofMillis(1));
    cancel.run();
    assertThat(clock.untilNextAlarm()).isEmpty();
  }

  @Test
  void tasksOutliveTimersForTheTimeThatIsLeft() {
    schedule("left", 5);
    clock.advance(Duration.ofMillis(2));
    timers.close();
    schedule("new", 7);
    assertThat(outlived).containsExactly(3 * MILLI, 7 * MILLI);
    assertThat(clock.untilNextAlarm()).isEmpty();
    assertThat(ran).isEmpty();
  }

  @Test
  void taskThatIsCancelledAfterTheTimersWereClosedDoesNotRun() {
    Runnable cancel = schedule("cancelled", 5);
    schedule("other", 6);
    timers.close();
    cancel.run();
    left.forEach(Runnable::run);
    assertThat(ran).containsExactly("other");
  }

  @Test
  void taskOfThePastRunsAtOnce() {
    clock.advance(Duration.ofMillis(3));
    schedule("late", -3);
    assertThat(ran).containsExactly("late");
    timers.close();
    schedule("later", -3);
    assertThat(outlived).containsExactly(0L);
  }

  @Test
  void whatIsToBeDoneIsDoneThoughSomethingBeforeItThrows() {
    timers.transact(
        (now, effects) -> {
          effects.add(
              () -> {
                throw new IllegalStateException("broken");
              });
          effects.add(() -> ran.add("next"));
        });
    assertThat(ran).containsExactly("next");
    assertThat(log.lines()).singleElement().asString().contains("broken");
  }

  @Test
  void timeIsCountedFromTheFirstMoment() {
    clock.advance(Duration.ofMillis(2));
    Timers later = new Timers(clock, log);
    clock.advance(Duration.ofMillis(3));
    assertThat(later.now()).isEqualTo(3 * MILLI);
    assertThat(later.instant()).isEqualTo(clock.instant());
    later.close();
  }

  @Test
  void timeBeyondAllTimeIsNever() {
    assertThat(Timers.after(2, 3)).isEqualTo(5);
    assertThat(Timers.after(2, 0)).isEqualTo(2);
    assertThat(Timers.after(2, Long.MAX_VALUE)).isEqualTo(Timers.NEVER);
  }

  /** As on a laptop whose lid was shut, and not on a busy machine. */
  @Test
  void sleepOfTheMachineIsNoticed() {
    LateClock late = new LateClock();
    Timers sleepy = new Timers(late, log);
    Node node = new Node();
    sleepy.transact((now, effects) -> sleepy.set(node, 1));
    late.ring(Duration.ofSeconds(5));
    assertThat(sleepy.jumpedAt()).isNegative();
    assertThat(node.woken).hasSize(1);

    sleepy.transact((now, effects) -> sleepy.set(node, now + 1));
    late.ring(Duration.ofSeconds(5).plusNanos(1));
    assertThat(sleepy.jumpedAt()).isEqualTo(late.nanoTime());
  }
}
