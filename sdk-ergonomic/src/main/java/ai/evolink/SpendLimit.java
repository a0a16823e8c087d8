package ai.evolink;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many credits a client may spend. Immutable.
 *
 * <pre>{@code
 * SpendLimit.of(new BigDecimal("500")).ledger("autumn")
 * }</pre>
 *
 * <p>A submit is let through if what was spent, what is reserved, and the most that it and all
 * others under way may cost by the public price list, together stay within the limit. So many
 * submits at once cannot pass it. It is no promise of the service: where that charges more than its
 * own list says, the excess is logged, counts, and stops the next submit.
 */
public final class SpendLimit {
  private static final int LONGEST_NAME = 100;

  private final BigDecimal credits;
  private final @Nullable String ledger;
  private final UnknownPrice unknownPrice;

  private SpendLimit(BigDecimal credits, @Nullable String ledger, UnknownPrice unknownPrice) {
    this.credits = credits;
    this.ledger = ledger;
    this.unknownPrice = unknownPrice;
  }

  /**
   * {@return a limit of {@code credits}} It counts from zero with each client, and refuses submits
   * without a price, unless said otherwise below. A limit of zero refuses every submit.
   *
   * @throws IllegalArgumentException if {@code credits} is negative
   */
  public static SpendLimit of(BigDecimal credits) {
    if (Objects.requireNonNull(credits, "credits").signum() < 0) {
      throw new IllegalArgumentException("spendLimit must not be negative, but was " + credits);
    }
    return new SpendLimit(credits, null, UnknownPrice.REFUSE);
  }

  /**
   * {@return the same limit for all that is bought under {@code name}, by this client and those
   * before it} The sum lives in the {@linkplain EvolinkClient.Builder#journal journal}, also when
   * entries are forgotten there, so the client must have one. Two clients at the same time that
   * share a journal do not see each other's purchases here: give each a ledger of its own.
   *
   * @throws IllegalArgumentException if the name is blank, has more than 100 characters, or
   *     contains control characters
   */
  public SpendLimit ledger(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars()
            .anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
      throw new IllegalArgumentException(
          "ledger must be plain text of at most " + LONGEST_NAME + " characters");
    }
    return new SpendLimit(credits, name, unknownPrice);
  }

  /** {@return the same limit with another answer to submits whose price is unknown} */
  public SpendLimit unknownPrice(UnknownPrice unknownPrice) {
    return new SpendLimit(credits, ledger, Objects.requireNonNull(unknownPrice, "unknownPrice"));
  }

  /** {@return the limit, in credits} */
  public BigDecimal credits() {
    return credits;
  }

  /** {@return the name of the ledger; empty if it counts for one client only} */
  public Optional<String> ledger() {
    return Optional.ofNullable(ledger);
  }

  /** {@return what happens to submits whose price is unknown} */
  public UnknownPrice unknownPrice() {
    return unknownPrice;
  }

  @Override
  public String toString() {
    return "SpendLimit["
        + credits.toPlainString()
        + " credits"
        + (ledger == null ? "" : ", ledger " + ledger)
        + ", "
        + unknownPrice
        + "]";
  }
}
