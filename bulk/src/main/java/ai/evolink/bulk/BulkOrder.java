package ai.evolink.bulk;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.JournalEntry;
import ai.evolink.Purchase;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item that a {@link Bulk} holds, as it was at some moment, and what can be decided about it.
 * Immutable.
 */
public final class BulkOrder {
  private final JdbcTaskStore store;
  private final @Nullable EvolinkClient evolink;
  private final Values values;

  /** What the store knows. */
  record Values(
      String bulk,
      String key,
      String orderId,
      BulkState state,
      int attempt,
      @Nullable String task,
      @Nullable String result,
      @Nullable BigDecimal credits,
      @Nullable String detail,
      long seq) {}

  BulkOrder(JdbcTaskStore store, @Nullable EvolinkClient evolink, Values values) {
    this.store = store;
    this.evolink = evolink;
    this.values = values;
  }

  long seq() {
    return values.seq();
  }

  /** {@return the name of the bulk} */
  public String bulk() {
    return values.bulk();
  }

  /** {@return the key of the item} */
  public String key() {
    return values.key();
  }

  /** {@return the order id under which the journal knows it} */
  public String orderId() {
    return values.orderId();
  }

  /** {@return how far it has come} */
  public BulkState state() {
    return values.state();
  }

  /** {@return the number of the attempt to buy it, from 1; 0 if there was none} */
  public int attempt() {
    return values.attempt();
  }

  /** {@return the id of the task that was bought; empty if none is known} */
  public Optional<String> taskId() {
    return Optional.ofNullable(values.task());
  }

  /** {@return where the results are, as the {@link ResultSink} has said} */
  public Optional<String> result() {
    return Optional.ofNullable(values.result());
  }

  /** {@return what its latest attempt has cost, or may cost; empty if nothing was sent} */
  public Optional<BigDecimal> credits() {
    return Optional.ofNullable(values.credits());
  }

  /** {@return what went wrong, in one line; empty if nothing has} */
  public Optional<String> detail() {
    return Optional.ofNullable(values.detail());
  }

  /**
   * Has it bought again, by whichever worker comes to it. For an uncertain one, the decision of the
   * caller that nothing was bought: if it was, both are charged.
   *
   * @return whether it will be; false if it is neither uncertain nor failed any more
   */
  public boolean retry() {
    return store.items().wantRetry(values.orderId());
  }

  /**
   * Says which task an uncertain item has bought, see {@link Purchase#accept}.
   *
   * @throws IllegalStateException as {@link #purchase()} does
   */
  public EvolinkFuture<TaskHandle> accept(String taskId) {
    return purchase().accept(taskId);
  }

  /** Stops asking about an uncertain item, see {@link Purchase#giveUp}. */
  public void giveUp() {
    store.giveUp(new JournalEntry.Key(values.orderId(), Math.max(1, values.attempt())));
  }

  /**
   * {@return the latest attempt to buy it, as the client's journal knows it}
   *
   * @throws IllegalStateException if nothing was ever sent for it, or the bulk was found without a
   *     client
   */
  public Purchase purchase() {
    if (evolink == null) {
      throw new IllegalStateException("That needs a client: find the item by Bulk.open");
    }
    return evolink
        .purchase(values.orderId())
        .orElseThrow(
            () -> new IllegalStateException("Nothing was sent for the item " + values.key()));
  }

  @Override
  public String toString() {
    return "BulkOrder["
        + values.orderId()
        + ", "
        + values.state()
        + taskId().map(id -> ", " + id).orElse("")
        + detail().map(text -> ", " + text).orElse("")
        + "]";
  }
}
