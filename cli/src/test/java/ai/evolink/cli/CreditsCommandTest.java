package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.math.BigDecimal;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreditsCommandTest {
  private final EvolinkEmulator emulator =
      EvolinkEmulator.builder().credits(new BigDecimal("12.50")).start();

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void balanceIsShown() {
    Run run = Run.against(emulator, "credits").succeeded();
    assertThat(run.out()).startsWith("spendable  12.5");
    assertThat(run.out().lines()).hasSize(3);
  }

  @Test
  void documentKeepsTheNumbersExact() {
    Map<?, ?> document = Run.against(emulator, "credits", "--json").succeeded().document();
    assertThat(document.get("spendable"))
        .isInstanceOfSatisfying(
            BigDecimal.class, credits -> assertThat(credits).isEqualByComparingTo("12.50"));
    assertThat(document.get("account"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("remaining", "used");
    assertThat(document.get("key"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("unlimited", "remaining", "used");
  }
}
