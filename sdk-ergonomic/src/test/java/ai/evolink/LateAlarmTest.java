package ai.evolink;

import static ai.evolink.WaiterFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.internal.thread.Continuations;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alarms that ring late, as they do, or much too late, as on a laptop whose lid was shut. */
@Timeout(60)
class LateAlarmTest {
  private final LateClock clock = new LateClock();
  private final FakeTasks service = new FakeTasks(clock);
  private final TaskWaits waits =
      new TaskWaits(
          service,
          WaiterFixture::generation,
          new Continuations(Runnable::run, Runnable::run, clock, new RecordingLog()),
          PollBudget.ofDefaults(),
          new Random(1),
          DurationHistory.off());

  @AfterEach
  void close() {
    waits.close();
  }

  @Test
  void aTaskThatEndedWhileTheMachineSleptIsLookedAt() {
    service.completesAt("a", Duration.ofMinutes(5));
    TaskFuture wait = await(Duration.ofMinutes(10));
    clock.ring(Duration.ofMinutes(20));
    assertThat(wait).isCompleted();
    assertThat(service.reads()).hasSize(1);
  }

  @Test
  void aTaskThatIsPendingAfterTheSleepTimesOutWithThatAnswer() {
    TaskFuture wait = await(Duration.ofMinutes(10));
    clock.ring(Duration.ofMinutes(20));
    TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, wait::result);
    assertThat(e.polls()).isEqualTo(1);
    assertThat(e.last()).isPresent();
  }

  @Test
  void aPollThatTheSleepHasBrokenIsMadeAgain() {
    service.completesAt("a", Duration.ofMinutes(5));
    TaskFuture wait = await(Duration.ofMinutes(10));
    service.hold();
    clock.ring(Duration.ZERO);
    assertThat(service.reads()).hasSize(1);
    clock.sleep(Duration.ofMinutes(20));
    service.release();
    service.lastRead().answer().completeExceptionally(new java.io.IOException("broken pipe"));
    assertThat(wait).isCompleted();
    assertThat(service.reads()).hasSize(2);
  }

  @Test
  void aServiceThatDoesNotAnswerAfterTheSleepIsNotWaitedForForEver() {
    TaskFuture wait = await(Duration.ofMinutes(10));
    service.hold();
    clock.ring(Duration.ofMinutes(20));
    assertThat(wait).isNotDone();
    clock.ring(Duration.ZERO);
    assertThat(wait).isCompletedExceptionally();
    assertThat(clock.isSet()).isFalse();
  }

  @Test
  void aPollThatIsALittleLateWasNotHeldBack() {
    TaskFuture wait = await(Duration.ofSeconds(31));
    while (!wait.isDone()) {
      clock.ring(Duration.ofMillis(3));
    }
    TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, wait::result);
    assertThat(e.polls()).isGreaterThan(3);
    assertThat(e.heldBack()).isZero();
  }

  @Test
  void anAlarmThatRingsEarlyIsSetAgain() {
    TaskFuture wait = await(Duration.ofSeconds(3));
    while (!wait.isDone()) {
      assertThat(clock.isSet()).isTrue();
      clock.ring(Duration.ofNanos(-400_000));
    }
    assertThat(clock.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  private TaskFuture await(Duration deadline) {
    TaskHandle task = TaskHandle.of("a", Kind.IMAGE, clock.instant(), null, null, false);
    return waits.await(CompletableFuture.completedFuture(task), options(5, deadline));
  }
}
