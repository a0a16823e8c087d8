package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.FakeTasks.refusal;
import static ai.evolink.FakeTasks.snapshot;
import static ai.evolink.WaiterFixture.every;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static ai.evolink.WaiterFixture.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskErrorCode;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TaskWaiterTest {
  private final WaiterFixture f = new WaiterFixture();

  @AfterEach
  void close() {
    f.close();
  }

  // ---- results

  @Test
  void aCompletedTaskGivesItsGeneration() {
    f.service.completesAt("a", s(12));
    TaskFuture wait = f.await("a");
    f.pass(14);
    assertThat(wait).isNotDone();
    f.pass(1);
    assertThat(wait.result().task().id()).isEqualTo("a");
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(5, 10, 15));
  }

  @Test
  void aTaskThatEndedAtTheSubmitIsReadOnceForItsResults() {
    f.service.endsAs("a", snapshot("a", TaskStatus.COMPLETED));
    TaskHandle task = TaskHandle.of("a", Kind.IMAGE, f.clock.instant(), null, null, true);
    TaskFuture wait = f.waiter.await(CompletableFuture.completedFuture(task), every(5));
    assertThat(wait).isCompleted();
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(0));
  }

  @Test
  void aResumedTaskIsReadAtOnce() {
    f.service.completesAt("a", s(3));
    TaskHandle task = f.task("a");
    f.pass(100);
    assertThat(f.waiter.follow(task, every(5))).isCompleted();
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(100));
  }

  @Test
  void aFailedTaskTellsCodeMessageAndWhetherToRetry() {
    f.service.endsAs(
        "a", FakeTasks.failed("a", TaskErrorCode.SERVICE_ERROR, "Upstream is down.\nTry later."));
    TaskFuture wait = f.await("a");
    f.pass(5);
    TaskFailedException e = catchThrowableOfType(TaskFailedException.class, wait::result);
    assertThat(e)
        .hasMessage(
            "Task a failed: service_error: Upstream is down. Try later. The same request may"
                + " succeed later; submitting it again makes a new task, which is paid again.");
    assertThat(e.code()).contains(TaskErrorCode.SERVICE_ERROR);
    assertThat(e.serverMessage()).contains("Upstream is down.\nTry later.");
    assertThat(e.isRetryable()).isTrue();
    assertThat(e.task().id()).isEqualTo("a");
    assertThat(e.snapshot().status()).isEqualTo(TaskStatus.FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generation_failed_no_content",
        "content_policy_violation",
        "invalid_parameters",
        "resource_not_found",
        "a_code_of_tomorrow"
      })
  void codesThatNeedAnotherRequestAreNotRetryable(String code) {
    f.service.endsAs("a", FakeTasks.failed("a", TaskErrorCode.of(code), "no"));
    TaskFuture wait = f.await("a");
    f.pass(5);
    assertThat(catchThrowableOfType(TaskFailedException.class, wait::result).isRetryable())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "canceled"})
  void aCancelledTaskIsToldApartInBothSpellings(String status) {
    f.service.endsAs("a", snapshot("a", status));
    TaskFuture wait = f.await("a");
    f.pass(5);
    assertThatThrownBy(wait::result)
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage(
            "Task a was cancelled. If that was not wanted, submit the request again as a new, paid"
                + " task.");
    assertThat(wait.isCancelled()).isFalse();
  }

  @Test
  void aTaskThatFailedWithRequestCancelledIsCancelled() {
    f.service.endsAs("a", FakeTasks.failed("a", TaskErrorCode.REQUEST_CANCELLED, "gone"));
    TaskFuture wait = f.await("a");
    f.pass(5);
    assertThatThrownBy(wait::result).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void unknownStatusKeepsPollingAndIsLoggedOnce() {
    f.service.lives("a", at -> snapshot("a", at.compareTo(s(20)) < 0 ? "resting" : "completed"));
    f.service.lives("b", at -> snapshot("b", "resting"));
    TaskFuture wait = f.await("a");
    TaskFuture other = f.await("b");
    f.pass(20);
    assertThat(wait).isCompleted();
    assertThat(other).isNotDone();
    assertThat(f.log.lines())
        .containsExactly(
            "WARNING Task a has a status that this SDK does not know, \"resting\"; the wait goes"
                + " on.");
  }

  @Test
  void anAnswerWithoutStatusKeepsPolling() {
    f.service.lives(
        "a",
        at ->
            at.compareTo(s(10)) < 0
                ? new TaskSnapshot(ai.evolink.model.Task.builder().build())
                : snapshot("a", "completed"));
    TaskFuture wait = f.await("a");
    f.pass(10);
    assertThat(wait).isCompleted();
  }

  @Test
  void aResultThatCannotBeMadeFailsTheWait() {
    Continuations continuations = new Continuations(Runnable::run, Runnable::run, f.clock, f.log);
    TaskWaits broken =
        new TaskWaits(
            f.service,
            (task, last) -> {
              throw new IllegalStateException("no artifacts today");
            },
            continuations,
            PollBudget.ofDefaults(),
            new java.util.Random(1),
            DurationHistory.off());
    f.service.endsAs("a", snapshot("a", "completed"));
    TaskFuture wait = broken.follow(f.task("a"), every(5));
    assertThatThrownBy(wait::result)
        .isInstanceOf(EvolinkException.class)
        .hasMessageContaining("no artifacts today")
        .hasMessageEndingWith(".result();");
    broken.close();
  }

  // ---- submit

  @Test
  void aRefusedSubmitFailsTheWaitWithItsOwnException() {
    ApiException refusal = refusal(402);
    TaskFuture wait = f.waiter.await(CompletableFuture.failedFuture(refusal), every(5));
    assertThatThrownBy(wait::result).isSameAs(refusal);
    assertThatThrownBy(() -> wait.submitted().result()).isSameAs(refusal);
    assertThat(f.service.reads()).isEmpty();
  }

  @Test
  void cancellingTheWaitNeverCancelsTheSubmit() {
    CompletableFuture<TaskHandle> submit = new CompletableFuture<>();
    TaskFuture wait = f.waiter.await(submit, every(5));
    EvolinkFuture<TaskHandle> submitted = wait.submitted();
    assertThat(wait.cancel(true)).isTrue();
    assertThat(submitted.cancel(true)).isTrue();
    assertThat(submit).isNotDone();
    submit.complete(f.task("a"));
    f.pass(60);
    assertThat(wait.submitted().result().id()).isEqualTo("a");
    assertThat(f.service.reads()).isEmpty();
    assertThat(f.waiter.pending()).isZero();
    assertThatThrownBy(wait::result)
        .isInstanceOf(CancellationException.class)
        .hasMessage(
            "The wait was cancelled. If the submit had left already, it goes on, and onSubmitted"
                + " tells what it bought.");
  }

  // ---- ending

  @Test
  void cancelAbortsTheReadUnderWayAndLeavesNothingBehind() {
    f.service.hold();
    TaskFuture wait = f.await("a");
    f.pass(5);
    wait.cancel(true);
    assertThat(f.service.lastRead().answer()).isCancelled();
    assertThat(wait.isCancelled()).isTrue();
    f.service.release();
    f.pass(3600);
    assertThat(f.service.reads()).hasSize(1);
    assertThat(f.waiter.pending()).isZero();
    assertThat(f.continuations.timers().size()).isZero();
    assertThatThrownBy(wait::result)
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("evolink.tasks().resume(");
  }

  @Test
  void anAnswerThatComesAfterTheCancelChangesNothing() {
    f.service.hold();
    TaskFuture wait = f.await("a");
    f.pass(5);
    CompletableFuture<TaskSnapshot> late = f.service.lastRead().answer();
    wait.complete(WaiterFixture.generation(f.task("mine"), snapshot("mine", "completed")));
    late.complete(snapshot("a", "completed"));
    assertThat(wait.result().task().id()).isEqualTo("mine");
  }

  @Test
  void closeEndsEveryWaitWithItsResumeToken() {
    CompletableFuture<TaskHandle> submit = new CompletableFuture<>();
    TaskFuture submitting = f.waiter.await(submit, every(5));
    TaskFuture scheduled = f.await("a");
    f.service.hold();
    TaskFuture reading = f.waiter.follow(f.task("b"), every(5));
    f.waiter.close();
    assertThatThrownBy(submitting::result)
        .isInstanceOf(ClientClosedException.class)
        .hasMessageContaining("onSubmitted");
    assertThatThrownBy(scheduled::result)
        .isInstanceOf(ClientClosedException.class)
        .hasMessageContaining(f.task("a").toToken());
    assertThat(catchThrowableOfType(ClientClosedException.class, reading::result).task())
        .contains(f.task("b"));
    assertThat(f.service.lastRead().answer()).isCancelled();
    submit.complete(f.task("c"));
    assertThatThrownBy(() -> f.waiter.follow(f.task("d"), every(5)).result())
        .isInstanceOf(ClientClosedException.class);
    assertThatThrownBy(() -> f.await("e").result()).isInstanceOf(ClientClosedException.class);
    f.pass(3600);
    assertThat(f.service.reads()).hasSize(1);
    assertThat(f.clock.untilNextAlarm()).isEmpty();
  }

  // ---- looking

  @Test
  void peekAndTraceShowWhatThePollsSaw() {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(10)) < 0) {
            return processing("a", 10);
          }
          if (at.compareTo(s(15)) < 0) {
            throw refusal(503);
          }
          return at.compareTo(s(20)) < 0 ? snapshot("a", "resting") : snapshot("a", "completed");
        });
    TaskFuture wait = f.await("a");
    assertThat(wait.peek()).isEmpty();
    assertThat(wait.trace()).isEmpty();
    f.pass(5);
    assertThat(wait.peek().orElseThrow().progress()).hasValue(10);
    f.pass(15);
    assertThat(wait.peek().orElseThrow().status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(wait.trace())
        .map(Poll::toString)
        .containsExactly(
            "5.00 s: processing 10 %, next in 5.00 s",
            "10.00 s: HTTP 503, next in 5.00 s",
            "15.00 s: resting, next in 5.00 s",
            "20.00 s: completed");
  }

  @Test
  void theTraceKeepsTheLast64Polls() {
    TaskFuture wait = f.await("a", options(1, Duration.ofMinutes(10)));
    f.pass(200);
    List<Poll> trace = wait.trace();
    assertThat(trace).hasSize(64);
    assertThat(trace.get(0).elapsed()).isEqualTo(s(137));
    assertThat(trace.get(63).elapsed()).isEqualTo(s(200));
  }

  // ---- nudge

  @Test
  void aNudgePollsNow() {
    f.service.completesAt("a", s(1));
    TaskFuture wait = f.await("a", options(60, Duration.ofMinutes(10)));
    f.pass(2);
    assertThat(f.waiter.nudge("a")).isTrue();
    assertThat(wait).isCompleted();
    assertThat(f.waiter.nudge("a")).isFalse();
    assertThat(f.waiter.nudge("never heard of")).isFalse();
  }

  @Test
  void aNudgeDuringAReadLeadsToAnother() {
    f.service.hold();
    TaskFuture wait = f.await("a", options(60, Duration.ofMinutes(10)));
    f.pass(60);
    f.waiter.nudge("a");
    f.service.release();
    f.service.endsAs("a", snapshot("a", "completed"));
    f.service.lastRead().answer().complete(processing("a", 99));
    f.pass(0.25);
    assertThat(wait).isCompleted();
  }

  @Test
  void aStormOfNudgesCausesFewPolls() {
    TaskFuture wait = f.await("a", options(60, Duration.ofMinutes(10)));
    for (int i = 0; i < 1000; i++) {
      f.waiter.nudge("a");
      f.pass(0.001);
    }
    assertThat(f.service.reads()).hasSizeBetween(1, 5);
    assertThat(wait).isNotDone();
  }

  @Test
  void whoJoinsOrNudgesRespectsWhatTheServiceHasAskedFor() {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(60)) < 0) {
            throw FakeTasks.refusal(429, Duration.ofSeconds(60));
          }
          return FakeTasks.processing("a", 1);
        });
    f.await("a", every(1));
    f.pass(1.1);
    for (int i = 0; i < 5; i++) {
      f.await("a", every(1));
      f.waiter.nudge("a");
      f.pass(0.4);
    }
    f.pass(60);
    assertThat(f.service.readTimes("a").subList(0, 2)).isEqualTo(seconds(1, 61));
  }

  @Test
  void aHoldOfADayIsNotMeantForAPoll() {
    f.service.lives(
        "a",
        at -> {
          if (at.compareTo(s(2)) < 0) {
            throw FakeTasks.refusal(429, Duration.ofDays(1));
          }
          return FakeTasks.snapshot("a", "completed");
        });
    TaskFuture wait = f.await("a", every(1));
    f.pass(20);
    assertThat(wait).isCompleted();
  }
}
