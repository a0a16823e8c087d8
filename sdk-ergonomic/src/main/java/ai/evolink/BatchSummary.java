package ai.evolink;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the items of a batch have ended, in numbers. Immutable. */
public final class BatchSummary {
  private final Map<BatchEnd.State, Long> counts;
  private final BigDecimal credits;
  private final @Nullable RuntimeException stoppedBy;

  BatchSummary(
      Map<BatchEnd.State, Long> counts, BigDecimal credits, @Nullable RuntimeException stoppedBy) {
    this.counts = new EnumMap<>(BatchEnd.State.class);
    this.counts.putAll(counts);
    this.credits = credits;
    this.stoppedBy = stoppedBy;
  }

  /** {@return how many items have ended in that state} */
  public long count(BatchEnd.State state) {
    return counts.getOrDefault(state, 0L);
  }

  /** {@return how many items have ended} */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@return the sum of {@link BatchEnd#credits()} of all items, in this run or an earlier one} */
  public BigDecimal credits() {
    return credits;
  }

  /**
   * {@return what made the batch submit nothing more: a limit, or a refusal that concerns every
   * item, such as that of the key} Empty if nothing did.
   */
  public Optional<RuntimeException> stoppedBy() {
    return Optional.ofNullable(stoppedBy);
  }

  /** {@return whether all items are done} */
  public boolean isComplete() {
    return count(BatchEnd.State.DONE) == total();
  }

  /** {@return one line, such as {@code 8 done, 1 failed, 1 uncertain; 14.4 credits}} */
  @Override
  public String toString() {
    String told =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return (told.isEmpty() ? "no items" : told) + "; " + credits.toPlainString() + " credits";
  }
}
