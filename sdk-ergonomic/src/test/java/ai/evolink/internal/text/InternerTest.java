package ai.evolink.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class InternerTest {
  private final Interner<BigDecimal> amounts = new Interner<>();

  @Test
  void equalValuesAreOneObject() {
    BigDecimal first = amounts.intern(new BigDecimal("2.5"));
    assertThat(amounts.intern(new BigDecimal("2.5"))).isSameAs(first);
    assertThat(amounts.intern(new BigDecimal("2.50"))).isNotSameAs(first);
  }

  @Test
  void whatIsNotUsedForLongIsForgotten() {
    BigDecimal used = amounts.intern(new BigDecimal("0.1"));
    BigDecimal unused = amounts.intern(new BigDecimal("0.2"));
    for (int i = 1; i <= 100; i++) {
      amounts.intern(new BigDecimal(i));
      amounts.intern(new BigDecimal("0.1"));
    }
    assertThat(amounts.intern(new BigDecimal("0.1"))).isSameAs(used);
    assertThat(amounts.intern(new BigDecimal("0.2"))).isNotSameAs(unused);
  }
}
