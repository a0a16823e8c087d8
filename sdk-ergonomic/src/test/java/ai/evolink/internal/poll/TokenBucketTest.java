package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.evolink.PollBudget;
import ai.evolink.internal.time.Nanos;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private final TokenBucket bucket = new TokenBucket(PollBudget.of(10, 3));

  private static long at(double seconds) {
    return Nanos.ofSeconds(seconds);
  }

  private int takenAt(double seconds) {
    int taken = 0;
    while (bucket.tryTake(at(seconds))) {
      taken++;
    }
    return taken;
  }

  @Test
  void burstIsThereAtOnceAndNoMoreOfItAfterAQuietTime() {
    assertThat(bucket.nextAt(0)).isZero();
    assertThat(takenAt(0)).isEqualTo(3);
    assertThat(takenAt(0.25)).isEqualTo(2);
    assertThat(takenAt(100)).isEqualTo(3);
  }

  @Test
  void nextTokenIsThereWhenItIsSaidToBe() {
    takenAt(0);
    long next = bucket.nextAt(at(0.04));
    assertThat(next).isBetween(at(0.1), at(0.1) + 1);
    assertThat(bucket.tryTake(at(0.1) - 1)).isFalse();
    assertThat(bucket.tryTake(next)).isTrue();
  }

  @Test
  void refusalEmptiesTheBucketAndHalvesTheRateOnceASecond() {
    bucket.refused(0);
    assertThat(bucket.share(0)).isEqualTo(0.5, EXACT);
    assertThat(bucket.tryTake(0)).isFalse();
    bucket.refused(at(1) - 1);
    assertThat(bucket.share(at(1) - 1)).isEqualTo(0.5 + 1 / 60.0, within(1e-6));
    bucket.refused(at(1));
    assertThat(bucket.share(at(1))).isEqualTo((0.5 + 1 / 60.0) / 2, EXACT);
  }

  @Test
  void shareNeverFallsBelowItsFloorAndIsWholeAfterAMinute() {
    for (int second = 0; second < 10; second++) {
      bucket.refused(at(second));
    }
    assertThat(bucket.share(at(9))).isBetween(1.0 / 64, 1.0 / 30);
    assertThat(bucket.share(at(39))).isBetween(0.5, 0.55);
    assertThat(bucket.share(at(69))).isEqualTo(1, EXACT);
    assertThat(bucket.share(at(1000))).isEqualTo(1, EXACT);
  }

  @Test
  void whatTheServiceHasRefusedCountsForAnotherBudgetToo() {
    bucket.refused(0);
    bucket.change(PollBudget.of(100, 2), 0);
    assertThat(bucket.share(0)).isEqualTo(0.5, EXACT);
    assertThat(takenAt(0.02)).isEqualTo(1);
  }

  @Test
  void smallerBurstHoldsAtOnce() {
    bucket.change(PollBudget.of(10, 1), 0);
    assertThat(takenAt(0)).isEqualTo(1);
  }
}
