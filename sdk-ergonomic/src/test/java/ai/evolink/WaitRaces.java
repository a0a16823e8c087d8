package ai.evolink;

import static ai.evolink.FutureRaces.agrees;
import static ai.evolink.FutureRaces.isSettled;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Two threads at the wait for a task, whose deadline passes or whose client is closed. */
@SuppressWarnings("FutureReturnValueIgnored")
final class WaitRaces {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private WaitRaces() {}

  /** The deadline passes; whoever sees the wait done can have its failure at once. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Look.class)
  @State
  public static class DeadlineAgainstLook {
    private final WaiterFixture f = new WaiterFixture();
    private final TaskFuture future = f.await("a", WaiterFixture.options(3600, LIMIT));

    @Actor
    public void passes() {
      f.pass(2);
    }

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = agrees(future);
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = isSettled(future);
    }
  }

  /** The same for the close of the client. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Look.class)
  @State
  public static class CloseAgainstLook {
    private final WaiterFixture f = new WaiterFixture();
    private final TaskFuture future = f.await("a", WaiterFixture.options(3600, LIMIT));

    @Actor
    public void close() {
      f.close();
    }

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = agrees(future);
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = isSettled(future);
    }
  }

  /** The answer of a cancel, while the deadline passes, holds ever after. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Answer.class)
  @State
  public static class DeadlineAgainstCancel {
    private final WaiterFixture f = new WaiterFixture();
    private final TaskFuture future = f.await("a", WaiterFixture.options(3600, LIMIT));

    @Actor
    public void passes() {
      f.pass(2);
    }

    @Actor
    public void cancel(ZZZ_Result r) {
      r.r1 = future.cancel(true);
      r.r2 = future.isCancelled();
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = future.isDone() && future.isCancelled();
    }
  }

  /** The same while the client is closed. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Answer.class)
  @State
  public static class CloseAgainstCancel {
    private final WaiterFixture f = new WaiterFixture();
    private final TaskFuture future = f.await("a", WaiterFixture.options(3600, LIMIT));

    @Actor
    public void close() {
      f.close();
    }

    @Actor
    public void cancel(ZZZ_Result r) {
      r.r1 = future.cancel(true);
      r.r2 = future.isCancelled();
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = future.isDone() && future.isCancelled();
    }
  }

  /** A limited wait ends when the client is closed, with the reason that the future holds. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "blocked on what was closed, or told something else")
  @State
  public static class BlockedAgainstClose {
    private final WaiterFixture f = new WaiterFixture();
    private final TaskFuture future = f.await("a", WaiterFixture.options(3600, LIMIT));

    @Actor
    public void close() {
      f.close();
    }

    @Actor
    public void result(Z_Result r) {
      try {
        future.result(Duration.ofHours(1));
      } catch (ClientClosedException e) {
        r.r1 = future.isCompletedExceptionally();
      }
    }
  }
}
