package ai.evolink.emulator;

import java.math.BigDecimal;

/**
 * What a task costs.
 *
 * @param reserved what is put aside at the submit
 * @param used what is charged if it completes; never more than was reserved
 */
record Charge(BigDecimal reserved, BigDecimal used) {

  Charge {
    reserved = Money.bare(reserved);
    used = Money.bare(used);
  }

  static Charge of(BigDecimal credits) {
    return new Charge(credits, credits);
  }
}
