package ai.evolink.cli;

import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for a task with a bar, and never leaves one without saying how to get back to it. */
final class TaskWait {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Cli cli;
  private final Resume resume;

  TaskWait(Cli cli, Resume resume) {
    this.cli = cli;
    this.resume = resume;
  }

  /**
   * @param start begins the wait; throws {@link IllegalArgumentException} if the arguments are
   *     wrong, and has sent nothing then
   */
  Generation run(TimeoutOption timeout, Function<WaitOptions, TaskFuture> start) {
    try (ProgressView view = cli.console().progress()) {
      TaskFuture wait = Arguments.check(() -> start.apply(timeout.toWaitOptions(view::show)), null);
      EvolinkFuture<TaskHandle> submitted = wait.submitted();
      submitted.thenRun(() -> view.show("submitted"));
      Interrupts.Guard guard = cli.interrupts().during(() -> leave(wait, submitted, view));
      try {
        Generation made = wait.result();
        // The wait may end a moment before its listener has heard so.
        view.show(made.snapshot());
        return made;
      } finally {
        guard.close();
      }
    } catch (EvolinkException e) {
      throw new CliException(worded(e), e);
    }
  }

  private Failure worded(EvolinkException e) {
    Failure failure = Failures.of(e);
    TaskHandle task = Failures.taskOf(e);
    boolean leftAlive =
        failure.exit() == ExitCode.TIMED_OUT || failure.exit() == ExitCode.INTERRUPTED;
    return task != null && leftAlive
        ? failure.withNext(resume.sentence(task)).withFact("token", task.toToken())
        : failure;
  }

  /** The process is being stopped: gives up the wait, not what was bought. */
  private void leave(TaskFuture wait, EvolinkFuture<TaskHandle> submitted, ProgressView view) {
    cli.console().takeLastWord();
    view.close();
    wait.cancel(true);
    cli.console().fail(lastWord(submitted));
  }

  private Failure lastWord(EvolinkFuture<TaskHandle> submitted) {
    try {
      // A POST that has left is worth waiting for: it tells what was bought.
      TaskHandle task = submitted.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      Failure failure =
          Failure.of(ExitCode.INTERRUPTED, "Stopped waiting for task " + task.id() + ".", null);
      return failure
          .withNext(resume.sentence(task))
          .withFact("task", task.id())
          .withFact("token", task.toToken());
    } catch (CancellationException e) {
      return Failure.of(ExitCode.INTERRUPTED, "Stopped before anything was submitted.", null);
    } catch (InterruptedException | TimeoutException e) {
      return unknown(null);
    } catch (java.util.concurrent.ExecutionException e) {
      return unknown(e.getCause());
    }
  }

  private static Failure unknown(@Nullable Throwable refused) {
    return refused instanceof EvolinkException failed
        ? Failures.of(failed)
        : Failure.of(
            ExitCode.INTERRUPTED,
            "Stopped while the service had not answered the submit: the task may exist.",
            "Look for it in the dashboard or compare the balance before you submit again.");
  }
}
