package ai.evolink;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How to work through a batch. Immutable. */
public final class BatchOptions {
  private static final BatchOptions DEFAULTS = new BatchOptions(new Builder());

  final int concurrency;
  final Consumer<? super BatchEnd> sink;
  final Predicate<? super Purchase> retry;

  private BatchOptions(Builder builder) {
    this.concurrency = builder.concurrency;
    this.sink = builder.sink;
    this.retry = builder.retry;
  }

  /** {@return options with all defaults} */
  public static BatchOptions ofDefaults() {
    return DEFAULTS;
  }

  /** {@return a builder with all defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with the values of these options} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.concurrency = concurrency;
    builder.sink = sink;
    builder.retry = retry;
    return builder;
  }

  @Override
  public String toString() {
    return "BatchOptions[" + concurrency + " at a time]";
  }

  /** Collects {@link BatchOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private int concurrency = 8;
    private Consumer<? super BatchEnd> sink = end -> {};
    private Predicate<? super Purchase> retry = purchase -> false;

    private Builder() {}

    /**
     * Lets at most {@code items} be under way at once, from the moment at which they are taken
     * until their ends were told. Default: 8.
     *
     * @throws IllegalArgumentException unless {@code items} is positive
     */
    public Builder concurrency(int items) {
      if (items < 1) {
        throw new IllegalArgumentException("concurrency must be at least 1, but was " + items);
      }
      this.concurrency = items;
      return this;
    }

    /**
     * Tells {@code sink} the end of each item, once, one at a time, on a thread of the client.
     * While it blocks, no other end is told. If it throws, nothing more is submitted: what cannot
     * be handed over shall not be bought. Default: nobody is told.
     */
    public Builder onEnd(Consumer<? super BatchEnd> sink) {
      this.sink = Objects.requireNonNull(sink, "sink");
      return this;
    }

    /**
     * Buys items once more whose order has failed, was cancelled, or is uncertain, if {@code wish}
     * is true for the purchase: see {@link Purchase#retry()}. It is asked once for each such item,
     * when its turn comes, so what fails in this run is not retried in this run. Default: never.
     */
    public Builder retry(Predicate<? super Purchase> wish) {
      this.retry = Objects.requireNonNull(wish, "wish");
      return this;
    }

    /** {@return the options; the builder can be used again} */
    public BatchOptions build() {
      return new BatchOptions(this);
    }
  }
}
