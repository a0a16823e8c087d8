package ai.evolink.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case is let through, or refused with the lines that it has. */
class CasesTest {
  @ParameterizedTest
  @MethodSource("ai.evolink.codegen.SpecCase#all")
  void isRefusedAsExpectedOrNot(SpecCase spec) {
    Refusals refusals = new Refusals();

    String lowered = SpecPreparation.lower(spec.document(), refusals);

    assertThat(refusals.lines("f").stream().map(SpecCase::withoutPlace)).isEqualTo(spec.refused());
    assertThat(lowered).isNotNull();
  }

  @Test
  void noCaseHasGone() {
    List<SpecCase> all = SpecCase.collected();

    assertThat(all).hasSizeGreaterThanOrEqualTo(226);
    assertThat(all.stream().filter(each -> !each.refused().isEmpty())).hasSize(16);
  }
}
