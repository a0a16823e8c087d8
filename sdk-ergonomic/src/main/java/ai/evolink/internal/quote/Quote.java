package ai.evolink.internal.quote;

import ai.evolink.internal.price.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request may cost, in credits.
 *
 * @param least null if there is no price
 * @param most null if nothing bounds it
 * @param reason why {@code most} is null, in half a sentence
 * @param retryable whether it may be known later
 * @param list where it comes from; null if no list was read
 */
public record Quote(
    String model,
    @Nullable BigDecimal least,
    @Nullable BigDecimal most,
    @Nullable String reason,
    boolean retryable,
    List<String> assumptions,
    @Nullable Origin list) {

  /**
   * The list behind a quote.
   *
   * @param readAt by the clock of this machine
   * @param age how long ago that is
   * @param lifetime how long it was fresh from then on
   */
  public record Origin(
      String version, String basis, Instant readAt, Duration age, Duration lifetime) {}

  static Quote unknown(String model, String reason, boolean retryable, @Nullable Origin list) {
    return new Quote(model, null, null, reason, retryable, List.of(), list);
  }

  static Quote of(String model, Price price, List<String> assumptions, Origin list) {
    String reason =
        price.most() != null
            ? null
            : "nothing bounds what is measured for " + String.join(", ", price.unbounded());
    return new Quote(model, price.least(), price.most(), reason, false, assumptions, list);
  }
}
