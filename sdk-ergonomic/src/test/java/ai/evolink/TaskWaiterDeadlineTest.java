package ai.evolink;

import static ai.evolink.FakeTasks.processing;
import static ai.evolink.WaiterFixture.options;
import static ai.evolink.WaiterFixture.s;
import static ai.evolink.WaiterFixture.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a wait ends that the task does not end. */
@Timeout(60)
class TaskWaiterDeadlineTest {
  private final WaiterFixture f = new WaiterFixture();

  @AfterEach
  void close() {
    f.close();
  }

  @Test
  void theWaitEndsExactlyAtItsDeadline() {
    f.service.lives("a", at -> processing("a", 40));
    TaskFuture wait = f.await("a", options(4, Duration.ofSeconds(10)));
    f.pass(9.999999999);
    assertThat(wait).isNotDone();
    f.pass(0.000000001);
    TaskTimeoutException e = catchThrowableOfType(TaskTimeoutException.class, wait::result);
    assertThat(e)
        .hasMessage(
            "Task a did not end within 10 s: last seen processing at 40 %, 3 polls. The task lives"
                + " on; go on waiting with: evolink.tasks().resume(\""
                + e.task().orElseThrow().toToken()
                + "\").result();");
    assertThat(e.polls()).isEqualTo(3);
    assertThat(e.heldBack()).isZero();
    assertThat(e.last().orElseThrow().progress()).hasValue(40);
    assertThat(f.waiter.pending()).isZero();
    assertThat(f.continuations.timers().size()).isZero();
  }

  @Test
  void oneLastPollIsMadeASecondBeforeTheDeadline() {
    f.service.completesAt("a", s(58.5));
    TaskFuture wait = f.await("a", options(50, Duration.ofSeconds(60)));
    f.pass(60);
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(50, 59));
    assertThat(wait).isCompleted();
  }

  @Test
  void aShortWaitIsPolledToo() {
    f.service.completesAt("a", s(0.2));
    TaskFuture wait = f.await("a", options(5, Duration.ofMillis(400)));
    f.pass(1);
    assertThat(f.service.readTimes("a")).isEqualTo(seconds(0.3));
    assertThat(wait).isCompleted();
  }

  @Test
  void theDeadlineCountsFromTheAcceptedSubmit() {
    CompletableFuture<TaskHandle> submitted = new CompletableFuture<>();
    TaskFuture wait = f.waiter.await(submitted, options(5, Duration.ofSeconds(20)));
    f.pass(3600);
    assertThat(wait).isNotDone();
    submitted.complete(f.task("a"));
    f.pass(19.9);
    assertThat(wait).isNotDone();
    f.pass(0.1);
    assertThatThrownBy(wait::result).isInstanceOf(TaskTimeoutException.class);
  }

  @Test
  void aReadUnderWayAtTheDeadlineIsAborted() {
    f.service.hold();
    TaskFuture wait = f.await("a", options(5, Duration.ofSeconds(8)));
    f.pass(8);
    assertThat(wait).isCompletedExceptionally();
    assertThat(f.service.lastRead().answer()).isCancelled();
  }

  @Test
  void theDefaultDeadlineFitsTheMediumAndTheEstimate() {
    assertThat(Kind.IMAGE.defaultDeadline(Duration.ofSeconds(45)))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(Kind.VIDEO.defaultDeadline(Duration.ofMinutes(40))).isEqualTo(Duration.ofHours(2));
    assertThat(Kind.AUDIO.defaultDeadline(null)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void anEndlessDeadlineIsNoProblem() {
    f.service.completesAt("a", s(7));
    TaskFuture wait = f.await("a", options(5, Duration.ofSeconds(Long.MAX_VALUE)));
    f.pass(10);
    assertThat(wait).isCompleted();
  }

  @Test
  void theTimeInTheMessageIsThatOfTheWaitAndNotOfTheTask() {
    f.service.lives("old", at -> processing("old", 40));
    TaskHandle old =
        TaskHandle.of(
            "old", Kind.VIDEO, f.clock.instant().minus(Duration.ofDays(448)), null, null, false);
    TaskFuture wait = f.waiter.follow(old, options(5, Duration.ofSeconds(2)));
    f.pass(2);
    assertThatThrownBy(wait::result)
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageStartingWith("Task old did not end within 2 s: last seen processing at 40 %");
  }

  @Test
  void joiningATaskCostsTheSameHoweverManyWaitForIt() {
    AtomicInteger asked = new AtomicInteger();
    PollPolicy counting =
        context -> {
          asked.incrementAndGet();
          return Duration.ofMinutes(5);
        };
    WaitOptions options =
        WaitOptions.builder().policy(counting).deadline(Duration.ofMinutes(2)).build();
    f.service.lives("a", at -> processing("a", 40));
    int waits = 16_000;
    for (int i = 0; i < waits; i++) {
      f.await("a", options);
    }
    assertThat(asked).hasValue(waits);
    f.pass(120);
    assertThat(asked.get()).isLessThanOrEqualTo(3 * waits); // each was asked after each look
    assertThat(f.service.reads()).hasSizeLessThanOrEqualTo(2);
    assertThat(f.waiter.pending()).isZero();
  }
}
