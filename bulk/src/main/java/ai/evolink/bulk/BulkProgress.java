package ai.evolink.bulk;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a {@link Bulk} had come at some moment. Immutable. */
public final class BulkProgress {
  private final Map<BulkState, Long> counts;
  private final BigDecimal spent;
  private final @Nullable BigDecimal limit;
  private final boolean stopped;
  private final boolean paused;

  BulkProgress(
      Map<BulkState, Long> counts,
      BigDecimal spent,
      @Nullable BigDecimal limit,
      boolean stopped,
      boolean paused) {
    this.counts = new EnumMap<>(counts);
    this.spent = spent;
    this.limit = limit;
    this.stopped = stopped;
    this.paused = paused;
  }

  /** {@return the number of items in that state} */
  public long count(BulkState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** {@return the number of items} */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@return whether each item is in a {@linkplain BulkState#isFinal() final} state} */
  public boolean isComplete() {
    return counts.keySet().stream().allMatch(state -> state.isFinal() || count(state) == 0);
  }

  /**
   * {@return the credits that the items have cost or may still cost} What is known only of the
   * price list counts with the most that it can be.
   */
  public BigDecimal credits() {
    return spent;
  }

  /** {@return the limit of the bulk, in credits; empty if it has none} */
  public Optional<BigDecimal> spendLimit() {
    return Optional.ofNullable(limit);
  }

  /** {@return whether an item was last held back because it did not fit into the limit} */
  public boolean isStoppedByLimit() {
    return stopped;
  }

  /** {@return whether the bulk is paused} */
  public boolean isPaused() {
    return paused;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("BulkProgress[");
    counts.forEach((state, count) -> text.append(count).append(' ').append(state).append(", "));
    text.append(spent.toPlainString());
    if (limit != null) {
      text.append(" of ").append(limit.toPlainString());
    }
    text.append(" credits");
    if (stopped) {
      text.append(", stopped by the limit");
    }
    return text.append(paused ? ", paused]" : "]").toString();
  }
}
