package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Poll;
import ai.evolink.model.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is packed into a number comes out of it, as far as there is room. */
class PackedPollTest {
  private final StatusNumbers statuses = new StatusNumbers();

  private Poll answered(Duration elapsed, TaskStatus status, int progress, Duration next) {
    long poll = PackedPoll.answered(elapsed.toNanos(), statuses.numberOf(status), progress);
    return unpacked(PackedPoll.withNext(poll, next.toNanos()));
  }

  private Poll unpacked(long poll) {
    return PackedPoll.unpacked(poll, statuses);
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
  }

  @Test
  void anotherNextTakesThePlaceOfTheFirst() {
    long poll = PackedPoll.withNext(PackedPoll.failed(0, 503), Duration.ofHours(2).toNanos());
    poll = PackedPoll.withNext(poll, Duration.ofMillis(30).toNanos());
    assertThat(unpacked(poll).next()).contains(Duration.ofMillis(30));
    assertThat(unpacked(poll).httpStatus()).hasValue(503);
  }

  @Test
  void lastPollHasNoNextOne() {
    Poll poll = unpacked(PackedPoll.answered(0, statuses.numberOf(TaskStatus.COMPLETED), -1));
    assertThat(poll.next()).isEmpty();
    assertThat(poll.progress()).isEmpty();
  }

  @Test
  void failureIsKeptByItsStatus() {
    assertThat(unpacked(PackedPoll.failed(0, 503)).httpStatus()).hasValue(503);
    assertThat(unpacked(PackedPoll.failed(0, 503)).status()).isEmpty();
    assertThat(unpacked(PackedPoll.failed(0, 503)).progress()).isEmpty();
    assertThat(unpacked(PackedPoll.failed(0, 0)).httpStatus()).isEmpty();
    assertThat(unpacked(PackedPoll.failed(0, 1000)).httpStatus()).hasValue(999);
    assertThat(unpacked(PackedPoll.failed(0, -1)).httpStatus()).isEmpty();
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
}
