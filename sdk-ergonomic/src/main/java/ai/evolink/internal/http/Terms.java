package ai.evolink.internal.http;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an accepted purchase; thousands of tasks share one of them. Not a record:
 * the first time that one of those is hashed loads a hundred classes of the JDK.
 */
final class Terms {
  final String model;

  /** The most that the purchase was to cost; null if nobody knew. */
  final @Nullable BigDecimal most;

  /** What is reserved for it; null if nobody knows. */
  final @Nullable BigDecimal amount;

  Terms(String model, @Nullable BigDecimal most, @Nullable BigDecimal amount) {
    this.model = model;
    this.most = most;
    this.amount = amount;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Terms that
        && model.equals(that.model)
        && Objects.equals(most, that.most)
        && Objects.equals(amount, that.amount);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * model.hashCode() + Objects.hashCode(most)) + Objects.hashCode(amount);
  }
}
