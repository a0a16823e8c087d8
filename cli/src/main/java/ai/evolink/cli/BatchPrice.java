package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.PriceEstimate;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a batch will cost, as far as its rows are not bought yet. */
final class BatchPrice {
  private final int rows;
  private int toBuy;
  private int unknown;
  private BigDecimal least = BigDecimal.ZERO;
  private BigDecimal most = BigDecimal.ZERO;
  private @Nullable String reason;

  private BatchPrice(int rows) {
    this.rows = rows;
  }

  /**
   * Asks for the prices.
   *
   * @param isBought whether an order is bought already, and will not be bought again
   */
  static BatchPrice of(
      BatchCheck.Checked checked,
      BatchInput input,
      BatchRows maker,
      EvolinkClient client,
      Predicate<String> isBought) {
    BatchPrice price = new BatchPrice(checked.rows());
    try (RawRows rows = input.rows()) {
      for (RawRows.Raw raw = rows.next(); raw != null; raw = rows.next()) {
        BatchRows.Row row = maker.row(raw);
        if (!isBought.test(row.orderId())) {
          price.add(client.prices().estimate(row.item().request()).result());
        }
      }
    }
    return price;
  }

  private void add(PriceEstimate estimate) {
    toBuy++;
    BigDecimal upTo = estimate.most().orElse(null);
    least = least.add(estimate.least().orElse(BigDecimal.ZERO));
    if (upTo == null) {
      unknown++;
      reason = reason == null ? estimate.unknownBecause().orElse("nobody says") : reason;
    } else {
      most = most.add(upTo);
    }
  }

  int toBuy() {
    return toBuy;
  }

  /** {@return why some row has no price; null if all have one} */
  @Nullable String unknownBecause() {
    return reason;
  }

  /** {@return whether all may cost more than {@code credits}} */
  boolean mayExceed(BigDecimal credits) {
    return most.compareTo(credits) > 0;
  }

  /** In a sentence without its end. */
  String words() {
    String before = toBuy == rows ? "" : ", " + (rows - toBuy) + " of them bought before";
    String start = BatchCheck.rows(rows) + before;
    if (toBuy == 0) {
      return start + "; nothing to buy";
    }
    return start + "; " + toBuy + " to buy for " + amount();
  }

  private String amount() {
    if (unknown == toBuy) {
      return "an unknown price, since " + reason;
    }
    String sum =
        least.compareTo(most) == 0
            ? plain(most) + " credits"
            : plain(least) + " to " + plain(most) + " credits";
    return unknown == 0
        ? sum + " by the price list"
        : sum + " by the price list, and " + unknown + " of unknown price, since " + reason;
  }

  /** For machines. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("rows", rows);
    document.put("to_buy", toBuy);
    document.put("credits_least", unknown == 0 ? least : null);
    document.put("credits_most", unknown == 0 ? most : null);
    document.put("price_unknown", unknown);
    document.put("price_unknown_because", reason);
    return document;
  }

  private static String plain(BigDecimal credits) {
    BigDecimal bare = credits.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0).toPlainString() : bare.toPlainString();
  }
}
