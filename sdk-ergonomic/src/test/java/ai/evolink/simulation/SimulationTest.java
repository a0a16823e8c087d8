package ai.evolink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many lives of the client, each of them repeatable from its seed; see docs/simulation.md. */
class SimulationTest {
  private static final int LIVES = Integer.getInteger("lives", 20_000);

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // for a million
  void noLifeBreaksALaw() {
    Lives lives = new Lives(Long.getLong("seed", 1), LIVES, false);
    assertThat(lives.live()).isNull();
    assertThat(lives.sold()).isPositive();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void noLifeWithBatchesBreaksALaw() {
    Lives lives = new Lives(Long.getLong("seed", 1), Math.max(1, LIVES / 4), true);
    assertThat(lives.live()).isNull();
    assertThat(lives.sold()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        345, // the callback of a short wait was lost, and its last look answered too late
        12_439, // the same after a callback that came early
        101_024, // the first look at a short wait was its last
        42_973, // a task that could not be written down was accepted for another purchase
      })
  void whatBrokeALawOnceDoesSoNoMore(long seed) {
    assertThat(new Lives(seed, 1, false).live()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        2_360, // whether to buy an item again was asked anew after each refusal
        12_987, // one that was begun with a closed client rested until its next try
        37_161, // an item joined a submit that another batch had just given up
        81_840, // it was submitted in its place, although the batch had met its limit
      })
  void whatBrokeALawOfBatchesOnceDoesSoNoMore(long seed) {
    assertThat(new Lives(seed, 1, true).live()).isNull();
  }

  /** In each of them, several batches hear of the close of their client, and end rests at once. */
  @ParameterizedTest
  @ValueSource(longs = {10_872, 29_316, 38_314})
  void batchesHearOfACloseInTheOrderOfTheirBegin(long seed) {
    Lives first = new Lives(seed, 1, true);
    assertThat(first.live()).isNull();
    for (int i = 0; i < 10; i++) {
      Lives again = new Lives(seed, 1, true);
      assertThat(again.live()).isNull();
      assertThat(again.hash()).isEqualTo(first.hash());
    }
  }

  @Test
  void theSameSeedIsTheSameLife() {
    Lives one = new Lives(1, 50, true);
    Lives other = new Lives(1, 50, true);
    assertThat(one.live()).isNull();
    assertThat(other.live()).isNull();
    assertThat(one.hash()).isEqualTo(other.hash());
    Lives another = new Lives(2, 50, true);
    assertThat(another.live()).isNull();
    assertThat(another.hash()).isNotEqualTo(one.hash());
  }
}
