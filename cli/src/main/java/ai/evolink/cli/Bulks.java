package ai.evolink.cli;

import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkOrder;
import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkState;
import ai.evolink.bulk.JdbcTaskStore;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What commands find in a store, and how they tell it. */
final class Bulks {
  private static final int NAMED = 10;

  private Bulks() {}

  /** {@return the bulk of that name, or all of them} */
  static List<Bulk> of(JdbcTaskStore store, @Nullable String name) {
    List<Bulk> all = store.bulks();
    return name == null ? all : List.of(named(all, name));
  }

  static Bulk named(List<Bulk> all, String name) {
    return all.stream()
        .filter(bulk -> bulk.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.usage(
                    "--bulk: there is no bulk '" + name + "'.",
                    all.isEmpty()
                        ? "There are none; see --jdbc and --prefix."
                        : "There are: "
                            + all.stream()
                                .limit(NAMED)
                                .map(Bulk::name)
                                .collect(Collectors.joining(", "))
                            + (all.size() > NAMED ? ", …" : "")));
  }

  /** {@return the item with that key, which must be there} */
  static BulkOrder item(Bulk bulk, String key) {
    return bulk.find(key)
        .orElseThrow(
            () ->
                CliException.usage(
                    "KEY: the bulk '" + bulk.name() + "' has no item '" + key + "'.", null));
  }

  /** {@return how far a bulk is, on one line} */
  static String words(BulkProgress progress) {
    String counts =
        Stream.of(BulkState.values())
            .filter(state -> progress.count(state) > 0)
            .map(state -> progress.count(state) + " " + Text.word(state))
            .collect(Collectors.joining(", "));
    return (counts.isEmpty() ? "no items" : counts)
        + "; "
        + credits(progress)
        + (progress.isStoppedByLimit() ? "; its limit lets no more through" : "")
        + (progress.isPaused() ? "; paused" : "");
  }

  static String credits(BulkProgress progress) {
    return plain(progress.credits())
        + progress.spendLimit().map(limit -> " of " + plain(limit)).orElse("")
        + " credits";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  static String word(BulkState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Map<String, @Nullable Object> document(Bulk bulk, BulkProgress progress) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("bulk", bulk.name());
    document.put("items", progress.total());
    for (BulkState state : BulkState.values()) {
      document.put(word(state), progress.count(state));
    }
    document.put("credits", progress.credits());
    document.put("spend_limit", progress.spendLimit().orElse(null));
    document.put("stopped_by_limit", progress.isStoppedByLimit());
    document.put("paused", progress.isPaused());
    return document;
  }

  static Map<String, @Nullable Object> document(BulkOrder order) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("bulk", order.bulk());
    document.put("item", order.key());
    document.put("order_id", order.orderId());
    document.put("state", word(order.state()));
    document.put("attempt", order.attempt());
    document.put("task", order.taskId().orElse(null));
    document.put("result", order.result().orElse(null));
    document.put("credits", order.credits().orElse(null));
    document.put("detail", order.detail().orElse(null));
    return document;
  }

  static String words(BulkOrder order) {
    return order.bulk()
        + "  "
        + order.key()
        + "  "
        + Text.word(order.state())
        + order.taskId().map(task -> "  " + task).orElse("")
        + order.detail().map(detail -> "  " + Text.cut(detail)).orElse("");
  }
}
