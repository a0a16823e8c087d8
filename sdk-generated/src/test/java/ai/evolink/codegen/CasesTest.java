package ai.evolink.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
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

  /** A method of the same name in a generated class would replace it, or not compile. */
  @Test
  void noPropertyIsCalledLikeAnInheritedMethod() throws Exception {
    for (String base : List.of("GeneratedModel", "GeneratedBuilder")) {
      Class<?> type = Class.forName("ai.evolink.model." + base);
      assertThat(type.getDeclaredMethods())
          .filteredOn(method -> !method.isSynthetic())
          .filteredOn(method -> !Modifier.isPrivate(method.getModifiers()))
          .hasSizeGreaterThan(4)
          .allSatisfy(
              method ->
                  assertThat(Names.member(method.getName())).isEqualTo(method.getName() + "_"));
    }
  }

  @Test
  void noCaseHasGone() {
    List<SpecCase> all = SpecCase.collected();

    assertThat(all).hasSizeGreaterThanOrEqualTo(227);
    assertThat(all.stream().filter(each -> !each.refused().isEmpty())).hasSize(16);
  }
}
