package ai.evolink;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Two threads at one future, run by jcstress: each result says whether what one thread has seen
 * fits what the other has done. Completions and continuations run on these two threads.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class FutureRaces {
  private static final Continuations CALLBACKS =
      new Continuations(Runnable::run, Runnable::run, new VirtualClock(), Log.LOGGER);

  private FutureRaces() {}

  static EvolinkFuture<String> future() {
    return new EvolinkFuture<>(CALLBACKS);
  }

  /**
   * {@return whether {@code future} is pending or else gives what it holds, at once and the same}
   */
  static boolean agrees(CompletableFuture<?> future) {
    if (!future.isDone()) {
      return true;
    }
    try {
      Object value = future.getNow(null);
      return value != null
          && value == future.get(0, TimeUnit.HOURS)
          && !future.isCompletedExceptionally();
    } catch (CancellationException e) {
      return future.isCancelled() && future.isCompletedExceptionally();
    } catch (CompletionException e) {
      return !future.isCancelled() && future.isCompletedExceptionally();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** {@return whether {@code future}, of which nothing more is to come, gives what it holds} */
  static boolean isSettled(CompletableFuture<?> future) {
    return future.isDone() && agrees(future);
  }

  /** What may come of a look at a future that somebody ends, and of another one afterwards. */
  @Outcome(id = "true, true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "done, but without a result")
  static final class Look {
    private Look() {}
  }

  /** What may come of a cancel that is not the only end: its answer, right after it, at last. */
  @Outcome(
      id = {"true, true, true", "false, false, false"},
      expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "the answer has flipped")
  static final class Answer {
    private Answer() {}
  }

  /** A result arrives; whoever sees the future done can have it at once. */
  @JCStressTest
  @JCStressMeta(Look.class)
  @State
  public static class ResultAgainstLook {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void arrives() {
      future.settle("made", null);
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

  /** The same for a failure. */
  @JCStressTest
  @JCStressMeta(Look.class)
  @State
  public static class FailureAgainstLook {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void arrives() {
      future.settle(null, new IllegalStateException("failed"));
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

  /** The same for a result by hand. */
  @JCStressTest
  @JCStressMeta(Look.class)
  @State
  public static class CompleteAgainstLook {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void complete() {
      future.complete("mine");
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

  /** The same for a cancel. */
  @JCStressTest
  @JCStressMeta(Look.class)
  @State
  public static class CancelAgainstLook {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void cancel() {
      future.cancel(true);
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

  /** The same for a time limit. */
  @JCStressTest
  @JCStressMeta(Look.class)
  @State
  public static class LimitAgainstLook {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void limit() {
      future.orTimeout(0, TimeUnit.HOURS);
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

  /** The answer of a cancel, what is seen right after it and what is seen at last are the same. */
  @JCStressTest
  @JCStressMeta(Answer.class)
  @State
  public static class CancelAgainstResult {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void arrives() {
      future.settle("made", null);
    }

    @Actor
    public void cancel(ZZZ_Result r) {
      r.r1 = future.cancel(true);
      r.r2 = future.isCancelled();
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = future.isCancelled();
    }
  }

  /** Of two who end a future, one is told that it was him. */
  @JCStressTest
  @Outcome(
      id = {"true, false, true", "false, true, false"},
      expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "both, or none, have ended it")
  @State
  public static class CancelAgainstComplete {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void cancel(ZZZ_Result r) {
      r.r1 = future.cancel(true);
    }

    @Actor
    public void complete(ZZZ_Result r) {
      r.r2 = future.complete("mine");
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = future.isCancelled();
    }
  }

  /** Of a result by hand and a time limit, one ends the future. */
  @JCStressTest
  @Outcome(
      id = {"true, true", "false, false"},
      expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "the answer has flipped")
  @State
  public static class CompleteAgainstLimit {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void limit() {
      future.orTimeout(0, TimeUnit.HOURS);
    }

    @Actor
    public void complete(ZZ_Result r) {
      r.r1 = future.complete("mine");
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = !future.isCompletedExceptionally() && future.join().equals("mine");
    }
  }

  /** A thread that blocks gets what arrives; one with no time left may miss it. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "a result was lost")
  @State
  public static class ResultAgainstArrival {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void arrives() {
      future.settle("made", null);
    }

    @Actor
    public void result(Z_Result r) {
      try {
        future.result(Duration.ZERO);
      } catch (ResultTimeoutException e) {
        // The next one has an hour.
      }
      r.r1 = future.result(Duration.ofHours(1)).equals("made");
    }
  }

  /** A cancel releases who blocks, limited or not. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "blocked on what was cancelled, or told something else")
  @State
  public static class BlockedAgainstCancel {
    private final EvolinkFuture<String> future = future();

    @Actor
    public void cancel() {
      future.cancel(true);
    }

    @Actor
    public void result(Z_Result r) {
      try {
        future.result(Duration.ofHours(1));
      } catch (CancellationException e) {
        r.r1 = future.isCancelled();
      }
    }
  }

  /** A call that is cancelled while it begins is aborted all the same. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "the call goes on")
  @State
  public static class CancelAgainstBeginning {
    private final EvolinkFuture<String> future = future();
    private volatile boolean aborted;

    @Actor
    public void begin() {
      future.abortWith(() -> aborted = true);
    }

    @Actor
    public void cancel() {
      if (!future.cancel(true)) {
        throw new CancellationException("of what is pending");
      }
    }

    @Arbiter
    public void last(Z_Result r) {
      r.r1 = aborted;
    }
  }
}
