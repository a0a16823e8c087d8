package ai.evolink;

import static ai.evolink.FutureRaces.agrees;
import static ai.evolink.FutureRaces.future;
import static ai.evolink.FutureRaces.isSettled;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Two threads at a stage and the future it derives from; see {@link FutureRaces}. */
@SuppressWarnings("FutureReturnValueIgnored")
final class StageRaces {
  private StageRaces() {}

  /** A result arrives at the source; whoever sees the stage done can have it at once. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Look.class)
  @State
  public static class ResultAgainstLook {
    private final EvolinkFuture<String> source = future();
    private final EvolinkFuture<String> stage = source.thenApply(made -> made);

    @Actor
    public void arrives() {
      source.settle("made", null);
    }

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = agrees(stage);
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = isSettled(stage);
    }
  }

  /** The same for a cancel of the source. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Look.class)
  @State
  public static class CancelAgainstLook {
    private final EvolinkFuture<String> source = future();
    private final EvolinkFuture<String> stage = source.thenApply(made -> made);

    @Actor
    public void cancel() {
      source.cancel(true);
    }

    @Actor
    public void look(ZZ_Result r) {
      r.r1 = agrees(stage);
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = isSettled(stage);
    }
  }

  /** A stage that is added while the result arrives ends with that result. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "a result was lost")
  @State
  public static class ResultAgainstNewStage {
    private final EvolinkFuture<String> source = future();

    @Actor
    public void arrives() {
      source.settle("made", null);
    }

    @Actor
    public void add(Z_Result r) {
      r.r1 = source.thenApply(made -> made).result(Duration.ofHours(1)).equals("made");
    }
  }

  /** The answer of a cancel, while the source gets its result, holds ever after. */
  @JCStressTest
  @JCStressMeta(FutureRaces.Answer.class)
  @State
  public static class CancelAgainstResult {
    private final EvolinkFuture<String> source = future();
    private final EvolinkFuture<String> stage = source.thenApply(made -> made);

    @Actor
    public void arrives() {
      source.settle("made", null);
    }

    @Actor
    public void cancel(ZZZ_Result r) {
      r.r1 = stage.cancel(true);
      r.r2 = stage.isCancelled();
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = stage.isCancelled();
    }
  }

  /** A time limit either ends the stage and its source, or neither. */
  @JCStressTest
  @Outcome(
      id = {"true, true", "false, false"},
      expect = ACCEPTABLE)
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "between source and stage")
  @Outcome(expect = FORBIDDEN, desc = "the source was given up for nothing")
  @State
  public static class LimitAgainstResult {
    private final EvolinkFuture<String> source = future();
    private final EvolinkFuture<String> stage = source.thenApply(made -> made);

    @Actor
    public void arrives() {
      source.settle("made", null);
    }

    @Actor
    public void limit() {
      stage.orTimeout(0, TimeUnit.HOURS);
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r1 = stage.isCompletedExceptionally();
      r.r2 = source.isCancelled();
    }
  }

  /** A composition that is cancelled leaves nothing under way that it has led to. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE)
  @Outcome(expect = FORBIDDEN, desc = "what the composition led to goes on")
  @State
  public static class CancelAgainstComposition {
    private final EvolinkFuture<String> source = future();
    private final EvolinkFuture<String> inner = future();
    private volatile boolean begun;
    private final EvolinkFuture<String> both =
        source.thenCompose(
            made -> {
              begun = true;
              return inner;
            });

    @Actor
    public void arrives() {
      source.settle("made", null);
    }

    @Actor
    public void cancel() {
      both.cancel(true);
    }

    @Arbiter
    public void last(Z_Result r) {
      r.r1 = both.isCancelled() && (!begun || inner.isCancelled());
    }
  }
}
