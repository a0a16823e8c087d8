package ai.evolink.emulator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the emulator charges, model by model: public default prices of October 2026 as plain figures
 * and arithmetic. Knows nothing of the {@linkplain PriceRules rules} that the catalogue publishes,
 * so that either can show what is wrong with the other.
 */
final class PriceTable {

  private static final PriceTable TABLE = new PriceTable();

  private final Map<String, Price> prices = new TreeMap<>();

  private PriceTable() {
    ImagePrices.addTo(this);
    SeedancePrices.addTo(this);
    VideoPrices.addTo(this);
    KlingPrices.addTo(this);
    AudioPrices.addTo(this);
  }

  /** What a request costs. */
  @FunctionalInterface
  interface Price {
    Charge of(Asked asked);
  }

  /** As {@link Price}, where what is reserved is what is charged. */
  @FunctionalInterface
  interface Plain {
    BigDecimal of(Asked asked);
  }

  /** What this costs, if the model is in the table; an alias is not. */
  static Optional<Charge> charge(String model, Asked asked) {
    return Optional.ofNullable(TABLE.prices.get(model)).map(price -> price.of(asked));
  }

  static Set<String> models() {
    return Collections.unmodifiableSet(TABLE.prices.keySet());
  }

  /** These models have this price. */
  void put(Plain price, String... models) {
    settled(asked -> Charge.of(price.of(asked)), models);
  }

  /** As {@link #put}, for what is charged otherwise than it is reserved. */
  void settled(Price price, String... models) {
    for (String model : models) {
      if (prices.put(model, price) != null) {
        throw new IllegalStateException(model + " is in the table twice");
      }
    }
  }

  /** The same for every request. */
  void flat(String credits, String... models) {
    put(asked -> asked.credits(number(credits)), models);
  }

  /** So much for each result. */
  void each(String credits, String... models) {
    put(asked -> asked.credits(number(credits).multiply(asked.count())), models);
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static BigDecimal times(String rate, BigDecimal quantity) {
    return number(rate).multiply(quantity);
  }
}
