package ai.evolink.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Many lives of the client, each of them repeatable from its seed. */
class SimulationTest {
  @Test
  void noLifeBreaksALaw() {
    Lives lives =
        new Lives(
            Long.getLong("simulation.seed", 1), Integer.getInteger("simulation.lives", 2_000));
    assertThat(lives.live()).isNull();
    assertThat(lives.sold()).isPositive();
  }

  @Test
  void theSameSeedIsTheSameLife() {
    Lives one = new Lives(1, 50);
    Lives other = new Lives(1, 50);
    assertThat(one.live()).isEqualTo(other.live());
    assertThat(one.hash()).isEqualTo(other.hash());
  }
}
