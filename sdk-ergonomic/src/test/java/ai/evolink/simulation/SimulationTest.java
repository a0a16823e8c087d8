package ai.evolink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many lives of the client, each of them repeatable from its seed; see docs/simulation.md. */
class SimulationTest {
  @Test
  void noLifeBreaksALaw() {
    assertNoneBreaksALaw(new Lives(Long.getLong("seed", 1), Integer.getInteger("lives", 2_000)));
  }

  @Tag("deep")
  @Test
  void noLifeBreaksALawInTheLongRun() {
    assertNoneBreaksALaw(new Lives(Long.getLong("seed", 1), Integer.getInteger("lives", 10_000)));
  }

  private static void assertNoneBreaksALaw(Lives lives) {
    assertThat(lives.live()).isNull();
    assertThat(lives.sold()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        345, // the callback of a short wait was lost, and its last look answered too late
        12_439, // the same after a callback that came early
        101_024, // the first look at a short wait was its last
      })
  void whatBrokeALawOnceDoesSoNoMore(long seed) {
    assertThat(new Lives(seed, 1).live()).isNull();
  }

  @Test
  void theSameSeedIsTheSameLife() {
    Lives one = new Lives(1, 50);
    Lives other = new Lives(1, 50);
    assertThat(one.live()).isNull();
    assertThat(other.live()).isNull();
    assertThat(one.hash()).isEqualTo(other.hash());
    Lives another = new Lives(2, 50);
    assertThat(another.live()).isNull();
    assertThat(another.hash()).isNotEqualTo(one.hash());
  }
}
