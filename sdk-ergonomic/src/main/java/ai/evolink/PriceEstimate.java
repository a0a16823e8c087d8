package ai.evolink;

import ai.evolink.internal.quote.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request may cost, by the service's public price list. Immutable.
 *
 * <p>The prices of the list are defaults: an account may pay less, and the service may settle a
 * request in another way than its list says. Where something is known only once the task has ended,
 * the least and the most differ.
 */
public final class PriceEstimate {
  private final Quote quote;

  PriceEstimate(Quote quote) {
    this.quote = quote;
  }

  /** {@return the id that the price list has the model by} */
  public String model() {
    return quote.model();
  }

  /** {@return the least credits that the request may cost; empty if there is no price} */
  public Optional<BigDecimal> least() {
    return Optional.ofNullable(quote.least());
  }

  /**
   * {@return the most credits that the request may cost; empty if there is no price, or nothing
   * bounds it}
   */
  public Optional<BigDecimal> most() {
    return Optional.ofNullable(quote.most());
  }

  /** {@return why {@link #most()} is empty, in half a sentence; empty if it is not} */
  public Optional<String> unknownBecause() {
    return Optional.ofNullable(quote.reason());
  }

  /** {@return what was assumed, in sentences; empty if all follows from the request} */
  public List<String> assumptions() {
    return quote.assumptions();
  }

  /** {@return the version of the price list; empty if none was read or it has none} */
  public Optional<String> listVersion() {
    return list().map(Quote.Origin::version).filter(version -> !version.isEmpty());
  }

  /**
   * {@return what the service charges by: {@code request_only} if the price follows from the
   * request, or another word; empty if no list was read}
   */
  public Optional<String> settlementBasis() {
    return list().map(Quote.Origin::basis).filter(basis -> !basis.isEmpty());
  }

  /** {@return when the price list was read, by the clock of the client; empty if none was} */
  public Optional<Instant> readAt() {
    return list().map(Quote.Origin::readAt);
  }

  /** {@return how old the price list was when this was computed; empty if none was read} */
  public Optional<Duration> age() {
    return list().map(Quote.Origin::age);
  }

  /**
   * {@return until when the price list is fresh, by the clock of the client; empty if none was
   * read}
   */
  public Optional<Instant> freshUntil() {
    return list().map(list -> list.readAt().plus(list.lifetime()));
  }

  private Optional<Quote.Origin> list() {
    return Optional.ofNullable(quote.list());
  }

  /** {@return the estimate in one line, without the assumptions} */
  @Override
  public String toString() {
    return model() + ": " + amount();
  }

  private String amount() {
    BigDecimal least = quote.least();
    @Nullable BigDecimal most = quote.most();
    if (least == null) {
      return "unknown, since " + quote.reason();
    }
    if (most == null) {
      return "at least " + least.toPlainString() + " credits, since " + quote.reason();
    }
    return least.compareTo(most) == 0
        ? most.toPlainString() + " credits"
        : least.toPlainString() + " to " + most.toPlainString() + " credits";
  }
}
