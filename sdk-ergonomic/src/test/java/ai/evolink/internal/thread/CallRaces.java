package ai.evolink.internal.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads at the only place that there is for calls. */
final class CallRaces {
  private CallRaces() {}

  private static CallThreads.Job job(AtomicInteger ran, boolean ends) {
    return new CallThreads.Job() {
      @Override
      public boolean run() {
        ran.incrementAndGet();
        return ends;
      }

      @Override
      public void rejected(Throwable why) {
        throw new AssertionError(why);
      }
    };
  }

  /** A call that waits in line is run, whatever the moment in which the one before it ends. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both have run, and none is left")
  @Outcome(expect = FORBIDDEN, desc = "a call was left in line, or its place was")
  @State
  public static class TwoCalls {
    private final AtomicInteger ran = new AtomicInteger();
    private final CallThreads threads = new CallThreads(1, Runnable::run, () -> {});

    @Actor
    public void one() {
      threads.execute(job(ran, true));
    }

    @Actor
    public void other() {
      threads.execute(job(ran, true));
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ran.get();
      r.r2 = threads.count();
    }
  }

  /** The same for a call that was begun on one thread, and ends on another. */
  @JCStressTest
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "the answer and the next call were processed")
  @Outcome(expect = FORBIDDEN, desc = "the next call was left in line, or a place was")
  @State
  public static class EndAgainstNext {
    private final AtomicInteger ran = new AtomicInteger();
    private final CallThreads threads = new CallThreads(1, Runnable::run, () -> {});
    private final CallThreads.Job begun = job(ran, false);

    public EndAgainstNext() {
      threads.execute(begun);
    }

    @Actor
    public void ends() {
      threads.end(begun, ran::incrementAndGet);
    }

    @Actor
    public void next() {
      threads.execute(job(ran, true));
    }

    @Arbiter
    public void last(II_Result r) {
      r.r1 = ran.get();
      r.r2 = threads.count();
    }
  }
}
