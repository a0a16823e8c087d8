package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Poll;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is packed into a number comes out of it, as far as there is room. */
class PollTraceTest {
  private final PollTrace.Statuses statuses = new PollTrace.Statuses();
  private final PollTrace trace = new PollTrace();

  private Poll answered(Duration elapsed, TaskStatus status, int progress, Duration next) {
    trace.answered(elapsed.toNanos(), statuses.numberOf(status), progress);
    trace.next(next.toNanos());
    return trace.last(statuses);
  }

  @Test
  void answerIsKept() {
    Poll poll =
        answered(Duration.ofMillis(1230), TaskStatus.PROCESSING, 42, Duration.ofMillis(560));
    assertThat(poll.elapsed()).hasMillis(1230);
    assertThat(poll.status()).contains(TaskStatus.PROCESSING);
    assertThat(poll.progress()).hasValue(42);
    assertThat(poll.httpStatus()).isEmpty();
    assertThat(poll.next()).contains(Duration.ofMillis(560));
  }

  @Test
  void longestTimesAreCutAndHarmNothingBesideThem() {
    Poll poll = answered(Duration.ofDays(30), TaskStatus.COMPLETED, 0, Duration.ofHours(2));
    assertThat(poll.elapsed()).isEqualTo(Duration.ofMillis(10 * ((1L << 27) - 1)));
    assertThat(poll.next()).contains(Duration.ofMillis(10 * ((1L << 18) - 1)));
    assertThat(poll.progress()).hasValue(0);
    assertThat(poll.status()).contains(TaskStatus.COMPLETED);
  }

  @Test
  void shortestTimesAreTold() {
    Poll poll = answered(Duration.ofNanos(-1), TaskStatus.PENDING, 1000, Duration.ZERO);
    assertThat(poll.elapsed()).isZero();
    assertThat(poll.next()).contains(Duration.ofMillis(10));
    assertThat(poll.progress()).hasValue(100);
    poll = answered(Duration.ZERO, TaskStatus.PENDING, 100, Duration.ofMillis(15));
    assertThat(poll.next()).as("rounded").contains(Duration.ofMillis(20));
    trace.next(Duration.ofMillis(30).toNanos());
    assertThat(trace.last(statuses).next()).contains(Duration.ofMillis(30));
  }

  @Test
  void lastPollHasNoNextOne() {
    trace.next(1);
    trace.answered(0, statuses.numberOf(TaskStatus.COMPLETED), -1);
    assertThat(trace.last(statuses).next()).isEmpty();
    assertThat(trace.last(statuses).progress()).isEmpty();
  }

  @Test
  void failureIsKeptByItsStatus() {
    trace.failed(0, 503);
    assertThat(trace.last(statuses).httpStatus()).hasValue(503);
    assertThat(trace.last(statuses).status()).isEmpty();
    assertThat(trace.last(statuses).progress()).isEmpty();
    trace.failed(0, 0);
    assertThat(trace.last(statuses).httpStatus()).isEmpty();
    trace.failed(0, 1000);
    assertThat(trace.last(statuses).httpStatus()).hasValue(999);
    trace.failed(0, -1);
    assertThat(trace.last(statuses).httpStatus()).isEmpty();
  }

  @Test
  void statusesBeyondThoseThatAreRememberedHaveNoName() {
    for (int i = 0; i < 300; i++) {
      TaskStatus status = TaskStatus.of("unknown-" + i);
      Poll poll = answered(Duration.ZERO, status, 0, Duration.ofSeconds(1));
      boolean remembered = i < 256 - TaskStatus.known().size();
      assertThat(poll.status()).contains(remembered ? status : TaskStatus.of(""));
    }
  }

  @Test
  void lastSixtyFourAreKeptInOrder() {
    for (int i = 0; i < 300; i++) {
      trace.failed(Duration.ofSeconds(i).toNanos(), 0);
      trace.next(Duration.ofSeconds(1 + i % 10).toNanos());
      List<Poll> polls = trace.toList(statuses);
      assertThat(polls).hasSize(Math.min(i + 1, 64));
      for (int j = 0; j < polls.size(); j++) {
        Poll poll = polls.get(polls.size() - 1 - j);
        assertThat(poll.elapsed()).hasSeconds(i - j);
        assertThat(poll.next()).contains(Duration.ofSeconds(1 + (i - j) % 10));
      }
    }
  }
}
