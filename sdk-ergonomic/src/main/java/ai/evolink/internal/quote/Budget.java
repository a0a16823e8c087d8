package ai.evolink.internal.quote;

import ai.evolink.UnknownPrice;
import ai.evolink.internal.Access;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.text.Log;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets submits pass that the limits allow, by the most that they may cost. Thread-safe. */
public final class Budget {
  private final PriceBook book;
  private final SpendMeter meter;
  private final UnknownPrice unknown;

  /**
   * @param unknown what to do without a price, for submits that do not say it
   */
  public Budget(PriceBook book, SpendMeter meter, UnknownPrice unknown) {
    this.book = book;
    this.meter = meter;
    this.unknown = unknown;
    meter.onSurprise(this::surprised);
  }

  /**
   * What is bought.
   *
   * @param model the id that the price list has it by
   * @param fields the request as JSON; asked for only if there is a limit
   */
  public record Wish(String model, String modality, Supplier<Map<String, ?>> fields) {}

  /**
   * The limits of one submit.
   *
   * @param maxCost in credits; null for none
   * @param unknown null for that of the client
   */
  public record Terms(@Nullable BigDecimal maxCost, @Nullable UnknownPrice unknown) {
    public static final Terms NONE = new Terms(null, null);
  }

  /**
   * Holds the most that a submit may cost, until it is known. Reads the price list only if there is
   * a limit.
   *
   * @return fails with an exception of the SDK if the submit is refused
   * @throws ai.evolink.SpendLimitException if the limit has been reached
   */
  public CompletableFuture<SpendMeter.Hold> admit(Wish wish, Terms terms) {
    if (!meter.isLimited() && terms.maxCost() == null) {
      return CompletableFuture.completedFuture(meter.hold(wish.model(), null));
    }
    meter.admit();
    Map<String, ?> fields = wish.fields().get();
    Quote known = book.known(wish.model(), wish.modality(), fields);
    if (known != null) {
      return decide(wish, terms, known);
    }
    return book.quote(wish.model(), wish.modality(), fields)
        .thenCompose(quote -> decide(wish, terms, quote));
  }

  private CompletableFuture<SpendMeter.Hold> decide(Wish wish, Terms terms, Quote quote) {
    BigDecimal most = quote.most();
    if (most != null) {
      return CompletableFuture.completedFuture(hold(wish, terms, most));
    }
    UnknownPrice policy = terms.unknown() == null ? unknown : terms.unknown();
    if (policy == UnknownPrice.REFUSE) {
      return CompletableFuture.failedFuture(
          Access.get()
              .priceUnknown(wish.model(), String.valueOf(quote.reason()), quote.retryable()));
    }
    BigDecimal highest = meter.highest(wish.model());
    if (highest != null) {
      return CompletableFuture.completedFuture(hold(wish, terms, highest));
    }
    return meter
        .turn(wish.model())
        .thenCompose(
            first -> {
              if (!first) {
                return decide(wish, terms, quote); // by now the model has been seen
              }
              try {
                return CompletableFuture.completedFuture(meter.holdFirst(wish.model()));
              } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  private SpendMeter.Hold hold(Wish wish, Terms terms, BigDecimal most) {
    BigDecimal max = terms.maxCost();
    if (max != null && most.compareTo(max) > 0) {
      throw Access.get().maxCostExceeded(max, most);
    }
    return meter.hold(wish.model(), most);
  }

  private void surprised(String model, BigDecimal most, BigDecimal taken) {
    book.distrust(model);
    Log.LOGGER.log(
        Level.WARNING,
        "The service takes {0} credits for a request of {1} that costs at most {2} by its price"
            + " list. The price of the model counts as unknown until the list is read anew.",
        taken.toPlainString(),
        model,
        most.toPlainString());
  }
}
