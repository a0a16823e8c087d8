package ai.evolink.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private static UUID uuid(long high, long low) {
    Iterator<Long> secrets = List.of(high, low).iterator();
    return new Randomness(() -> 0, secrets::next).uuid();
  }

  @Test
  void allBitsOfAUuidAreSecretButItsVersion() {
    assertThat(uuid(0, 0)).hasToString("00000000-0000-4000-8000-000000000000");
    assertThat(uuid(-1, -1)).hasToString("ffffffff-ffff-4fff-bfff-ffffffffffff");
    assertThat(uuid(0x0123_4567_89ab_cdefL, 0x0edc_ba98_7654_3210L))
        .hasToString("01234567-89ab-4def-8edc-ba9876543210");
  }

  @Test
  void machineGivesAnotherNumberEachTime() {
    Randomness machine = Randomness.system();
    assertThat(machine.jitter().nextLong()).isNotEqualTo(machine.jitter().nextLong());
    assertThat(machine.uuid()).isNotEqualTo(machine.uuid());
  }
}
