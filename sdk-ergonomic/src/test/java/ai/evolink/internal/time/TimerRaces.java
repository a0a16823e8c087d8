package ai.evolink.internal.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import ai.evolink.VirtualClock;
import ai.evolink.internal.text.Log;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads at the timers of one client: tasks are set, cancelled, due, and outlive them. */
final class TimerRaces {
  private static final long MILLI = 1_000_000;
  private static final Duration ONE = Duration.ofMillis(1);

  private TimerRaces() {}

  /** Timers by a clock that only the test moves. */
  static class Timed {
    final AtomicInteger ran = new AtomicInteger();
    final VirtualClock clock = new VirtualClock();

    /** What has outlived the timers. */
    final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    final Timers timers =
        new Timers(
            clock, (nanos, executor, task) -> later.add(() -> executor.execute(task)), Log.LOGGER);

    Runnable schedule(long millis) {
      return timers.schedule(millis * MILLI, Runnable::run, ran::incrementAndGet);
    }

    int ranAfter(Duration time) {
      clock.advance(time);
      later.forEach(Runnable::run);
      later.clear();
      return ran.get();
    }
  }

  /** The alarm is set to whatever is due first, in whatever order that was set. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "each has run in its time")
  @Outcome(expect = FORBIDDEN, desc = "a task was late, early, lost, or run twice")
  @State
  public static class SoonerAgainstLater extends Timed {
    @Actor
    public void sooner() {
      schedule(1);
    }

    @Actor
    public void later() {
      schedule(2);
    }

    @Arbiter
    public void last(III_Result r) {
      r.r1 = ranAfter(ONE);
      r.r2 = ranAfter(ONE);
      r.r3 = timers.size();
    }
  }

  /** What is set while the alarm goes off is not forgotten with it. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both have run")
  @Outcome(expect = FORBIDDEN, desc = "a task was lost, or run twice")
  @State
  public static class ScheduleAgainstAlarm extends Timed {
    public ScheduleAgainstAlarm() {
      schedule(1);
    }

    @Actor
    public void rings() {
      clock.advance(ONE);
    }

    @Actor
    public void schedules() {
      schedule(1);
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ranAfter(ONE);
      r.r2 = timers.size();
    }
  }

  /** What is cancelled as it becomes due runs once or not at all, and takes nothing with it. */
  @JCStressTest
  @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "it was due first")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "it was cancelled first")
  @Outcome(expect = FORBIDDEN, desc = "it was run afterwards, or the other was not")
  @State
  public static class CancelAgainstAlarm extends Timed {
    private final Runnable cancel = schedule(1);

    public CancelAgainstAlarm() {
      schedule(2);
    }

    @Actor
    public void rings() {
      clock.advance(ONE);
    }

    @Actor
    public void cancels() {
      cancel.run();
    }

    @Arbiter
    public void last(III_Result r) {
      r.r1 = ran.get();
      r.r2 = ranAfter(ONE);
      r.r3 = timers.size();
    }
  }

  /** A task outlives timers that are closed as it is set. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it has run")
  @Outcome(expect = FORBIDDEN, desc = "it was lost, or run twice")
  @State
  public static class ScheduleAgainstClose extends Timed {
    @Actor
    public void schedules() {
      schedule(1);
    }

    @Actor
    public void closes() {
      timers.close();
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ranAfter(ONE);
      r.r2 = timers.size();
    }
  }

  /** A task that is due as the timers are closed runs by one of the two. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it has run")
  @Outcome(expect = FORBIDDEN, desc = "it was lost, or run twice")
  @State
  public static class AlarmAgainstClose extends Timed {
    public AlarmAgainstClose() {
      schedule(1);
    }

    @Actor
    public void rings() {
      clock.advance(ONE);
    }

    @Actor
    public void closes() {
      timers.close();
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ranAfter(ONE);
      r.r2 = timers.size();
    }
  }

  /** A task that is cancelled does not run, although it would have outlived its timers. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it was cancelled")
  @Outcome(expect = FORBIDDEN, desc = "it has run")
  @State
  public static class CancelAgainstClose extends Timed {
    private final Runnable cancel = schedule(1);

    @Actor
    public void cancels() {
      cancel.run();
    }

    @Actor
    public void closes() {
      timers.close();
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ranAfter(ONE);
      r.r2 = timers.size();
    }
  }
}
