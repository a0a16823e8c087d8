package ai.evolink.emulator;

import java.math.BigDecimal;

/** What belongs to one key. Its sums are guarded by the {@link Ledger}. */
final class Account {

  private final String key;
  private final BigDecimal granted;
  BigDecimal reserved = BigDecimal.ZERO;
  BigDecimal used = BigDecimal.ZERO;

  Account(String key, BigDecimal granted) {
    this.key = key;
    this.granted = granted;
  }

  String key() {
    return key;
  }

  /** What may still be spent: what is reserved counts as gone. */
  BigDecimal remaining() {
    return granted.subtract(reserved).subtract(used);
  }
}
