package ai.evolink.internal.submit;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import ai.evolink.TaskHandle;
import ai.evolink.VirtualClock;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskSubmission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The last caller of a submit leaves, and at the same moment something else happens to it. */
final class SubmissionRaces {
  private SubmissionRaces() {}

  /** Counts what comes of it. */
  private static final class Counted implements Submission.Steps<String> {
    final CompletableFuture<String> media = new CompletableFuture<>();
    final CompletableFuture<TaskSubmission> answer = new CompletableFuture<>();
    final Submission submission = new Submission(false, null);
    final AtomicInteger posts = new AtomicInteger();
    final AtomicInteger reports = new AtomicInteger();
    final AtomicInteger unclaimed = new AtomicInteger();
    final AtomicInteger ends = new AtomicInteger();
    private final Executor threads;

    /**
     * @param threads where what becomes of the call is told
     */
    Counted(Executor threads) {
      this.threads = threads;
    }

    void start() {
      submission.start(
          media, this, new Continuations(threads, threads, new VirtualClock(), Log.LOGGER));
    }

    @Override
    public CompletableFuture<TaskSubmission> post(String links) {
      posts.incrementAndGet();
      return answer;
    }

    @Override
    public TaskHandle report(TaskSubmission accepted) {
      reports.incrementAndGet();
      return TaskHandle.ofId("task-1");
    }

    @Override
    public boolean runsForeignCode() {
      return true;
    }

    @Override
    public void waiting(TaskHandle task) {}

    @Override
    public void failed(Throwable failure, Submission failed) {
      failed.fail(failure);
    }

    @Override
    public void unclaimed(TaskHandle task) {
      unclaimed.incrementAndGet();
    }

    @Override
    public void ended() {
      ends.incrementAndGet();
    }
  }

  /** Its media are there at that moment: nobody wants what is sent then. */
  @JCStressTest
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "nothing was sent")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the call was cancelled")
  @Outcome(expect = FORBIDDEN, desc = "a call goes on, or the end was not told once")
  @State
  public static class LeavesAgainstSend {
    private final Counted steps = new Counted(Runnable::run);

    public LeavesAgainstSend() {
      steps.start();
    }

    @Actor
    public void leaves() {
      steps.submission.abandon();
    }

    @Actor
    public void uploaded() {
      steps.media.complete("links");
    }

    @Arbiter
    public void last(III_Result r) {
      r.r1 = steps.posts.get();
      r.r2 = steps.answer.isCancelled() ? 1 : 0;
      r.r3 = steps.ends.get();
    }
  }

  /**
   * Somebody else wants it at that moment, before its end was told: it is his, or he is told to
   * begin one of his own.
   */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it goes on")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it was given up")
  @Outcome(expect = FORBIDDEN, desc = "somebody joined what was given up, or nobody has it")
  @State
  public static class LeavesAgainstJoin {
    private final Counted steps = new Counted(later -> {});

    public LeavesAgainstJoin() {
      steps.media.complete("links");
      steps.start();
    }

    @Actor
    public void leaves() {
      steps.submission.abandon();
    }

    @Actor
    public void joins(ZZ_Result r) {
      r.r1 = steps.submission.addHolder();
    }

    @Arbiter
    public void last(ZZ_Result r) {
      r.r2 = steps.answer.isCancelled();
    }
  }

  /** The answer comes at that moment: what was bought is told to somebody. */
  @JCStressTest
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "the call was cancelled")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "it was bought, and said to be unclaimed")
  @Outcome(expect = FORBIDDEN, desc = "a task that nobody knows of, or one that was told twice")
  @State
  public static class LeavesAgainstAnswer {
    private final Counted steps = new Counted(Runnable::run);

    public LeavesAgainstAnswer() {
      steps.media.complete("links");
      steps.start();
    }

    @Actor
    public void leaves() {
      steps.submission.abandon();
    }

    @Actor
    public void answered() {
      steps.answer.complete(TaskSubmission.builder().id("task-1").build());
    }

    @Arbiter
    public void last(III_Result r) {
      r.r1 = steps.reports.get();
      r.r2 = steps.unclaimed.get();
      r.r3 = steps.ends.get();
    }
  }
}
