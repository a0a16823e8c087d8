package ai.evolink.cli;

import ai.evolink.PriceEstimate;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request may cost, for people and for machines. */
final class PriceWords {
  private PriceWords() {}

  /** In half a sentence. */
  static String of(PriceEstimate price) {
    BigDecimal least = price.least().orElse(null);
    BigDecimal most = price.most().orElse(null);
    String why = price.unknownBecause().map(because -> ", since " + because).orElse("");
    if (least == null) {
      return "unknown" + why;
    }
    if (most == null) {
      return "at least " + plain(least) + " credits" + why;
    }
    return (least.compareTo(most) == 0 ? plain(most) : plain(least) + " to " + plain(most))
        + " credits by the price list";
  }

  static Map<String, @Nullable Object> document(PriceEstimate price) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("credits_least", price.least().orElse(null));
    document.put("credits_most", price.most().orElse(null));
    document.put("unknown_because", price.unknownBecause().orElse(null));
    document.put("assumptions", price.assumptions());
    return document;
  }

  static String plain(BigDecimal credits) {
    BigDecimal bare = credits.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0).toPlainString() : bare.toPlainString();
  }
}
