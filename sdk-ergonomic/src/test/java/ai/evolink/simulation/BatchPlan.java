package ai.evolink.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is to buy, and how its caller ends it.
 *
 * @param concurrency how many items may be under way at once
 * @param after with how many items, or ends, the source or the sink throws
 * @param retries whether orders that have failed, or are uncertain, may be bought once more
 */
record BatchPlan(List<Item> items, int concurrency, Way way, int after, boolean retries) {
  /**
   * One request.
   *
   * @param number by which it can be left out of a life
   * @param order the order id; null for none
   * @param deadline of the wait, in seconds
   */
  record Item(int number, @Nullable String order, int deadline) {}

  /** How it comes to its end. */
  enum Way {
    COMPLETE,
    STOPPED,
    CANCELLED,
    STOPPED_AT_A_FAILURE,
    SINK_THROWS,
    SOURCE_THROWS
  }

  private static final int MOST_ITEMS = 6;
  private static final int[] CONCURRENCY = {1, 2, 3, 8};
  private static final Way[] WAYS = {
    Way.COMPLETE,
    Way.COMPLETE,
    Way.COMPLETE,
    Way.STOPPED,
    Way.STOPPED,
    Way.CANCELLED,
    Way.STOPPED_AT_A_FAILURE,
    Way.SINK_THROWS,
    Way.SOURCE_THROWS
  };

  /**
   * {@return the plan of a batch}
   *
   * @param number of its act
   * @param journal whether there may be order ids
   * @param orders how many of them there are
   * @param dropped the items that are left out
   */
  static BatchPlan of(
      Chance chance, int number, boolean journal, int orders, Set<Integer> dropped) {
    int count = chance.below(MOST_ITEMS + 1, "batch items", number);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int item = number * 10 + i;
      boolean order = journal && chance.below(3, "item has order", item) > 0;
      items.add(
          new Item(
              item,
              order ? "order-" + chance.below(orders, "item order", item) : null,
              10 + (int) chance.skewed(0, 600, "item deadline", item)));
    }
    items.removeIf(item -> dropped.contains(item.number()));
    return new BatchPlan(
        List.copyOf(items),
        CONCURRENCY[chance.below(CONCURRENCY.length, "batch concurrency", number)],
        WAYS[chance.below(WAYS.length, "batch way", number)],
        chance.below(3, "batch throws after", number),
        chance.below(3, "batch retries", number) == 0);
  }

  /** Whether the caller ends it some time after its beginning. */
  boolean isCut() {
    return way == Way.STOPPED || way == Way.CANCELLED;
  }

  /** {@return what another run of it would go on with} Items without an order are bought anew. */
  BatchPlan again() {
    return new BatchPlan(items, concurrency, Way.COMPLETE, 0, retries);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(concurrency + " at a time, " + way);
    if (way == Way.SINK_THROWS || way == Way.SOURCE_THROWS) {
      text.append(" after ").append(after);
    }
    text.append(retries ? ", retries:" : ":");
    for (Item item : items) {
      text.append(" ").append(item.number());
      text.append(item.order() == null ? "" : " " + item.order());
      text.append(" (").append(item.deadline()).append(" s)");
    }
    return text.toString();
  }
}
