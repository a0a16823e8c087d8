package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.internal.submit.Headers;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.text.OneLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to submit one request: what the caller calls it, and what is different from the client's
 * settings. Immutable.
 *
 * <pre>{@code
 * evolink.images().generate(request, SubmitOptions.ofOrder("order-42")).result();
 * }</pre>
 *
 * <p>An <em>order id</em> is the caller's own name for a purchase. With a {@link TaskJournal}, one
 * order id is bought once, whatever happens in between: generating it again, in this process or
 * after a crash, continues with the task that was bought. It takes an explicit {@link
 * Purchase#retry()} to buy it again.
 */
public final class SubmitOptions {
  private static final int LONGEST_ID = 200;
  private static final SubmitOptions DEFAULTS = new SubmitOptions(new Builder());

  final @Nullable String orderId;
  final Map<String, String> headers;
  final @Nullable Duration submitTimeout;
  final WaitOptions wait;
  final @Nullable BigDecimal maxCost;
  final @Nullable UnknownPrice unknownPrice;

  private SubmitOptions(Builder builder) {
    this.orderId = builder.orderId;
    this.headers = Map.copyOf(builder.headers);
    this.submitTimeout = builder.submitTimeout;
    this.wait = builder.wait;
    this.maxCost = builder.maxCost;
    this.unknownPrice = builder.unknownPrice;
    if (orderId != null) {
      Headers.refuseIdempotencyKey(headers);
    }
  }

  /** {@return options with all defaults} */
  public static SubmitOptions ofDefaults() {
    return DEFAULTS;
  }

  /**
   * {@return options with that order id, see {@link Builder#orderId}}
   *
   * @throws IllegalArgumentException as {@link Builder#orderId} does
   */
  public static SubmitOptions ofOrder(String orderId) {
    return builder().orderId(orderId).build();
  }

  /** {@return a builder with all defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with the values of these options} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.orderId = orderId;
    builder.headers.putAll(headers);
    builder.submitTimeout = submitTimeout;
    builder.wait = wait;
    builder.maxCost = maxCost;
    builder.unknownPrice = unknownPrice;
    return builder;
  }

  /** {@return the caller's own name for the purchase; empty if it has none} */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  @Override
  public String toString() {
    return "SubmitOptions[" + (orderId == null ? "no order id" : OneLine.of(orderId)) + "]";
  }

  /** Collects {@link SubmitOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable String orderId;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Duration submitTimeout;
    private WaitOptions wait = WaitOptions.ofDefaults();
    private @Nullable BigDecimal maxCost;
    private @Nullable UnknownPrice unknownPrice;

    private Builder() {}

    /**
     * Names the purchase, for instance "order-42". The client must have a {@link
     * EvolinkClient.Builder#journal journal}. The name is in {@link TaskHandle#orderId()}, in
     * exceptions, in the log and in the journal. It is not sent to the service, and not part of
     * tokens. Default: none; each call buys.
     *
     * @throws IllegalArgumentException if {@code orderId} is blank, has more than 200 characters,
     *     or contains control characters
     */
    public Builder orderId(String orderId) {
      Objects.requireNonNull(orderId, "orderId");
      if (orderId.isBlank() || orderId.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "orderId must be text without control characters, but was \""
                + OneLine.of(orderId, 100)
                + "\"");
      }
      if (!UTF_8.newEncoder().canEncode(orderId)) {
        throw new IllegalArgumentException(
            "orderId must not have half a surrogate pair, but was \""
                + OneLine.of(orderId, 100)
                + "\"");
      }
      if (orderId.length() > LONGEST_ID) {
        throw new IllegalArgumentException(
            "orderId must have at most " + LONGEST_ID + " characters, but has " + orderId.length());
      }
      this.orderId = orderId;
      return this;
    }

    /**
     * Adds a header to the submit, in place of an earlier one of that name. Uploads and polls do
     * not get it.
     *
     * @throws IllegalArgumentException if name or value cannot be sent in a header, if the SDK sets
     *     that header itself ({@code Authorization}, {@code Content-Type} and the like), or, for
     *     options with an order id, if it is {@code Idempotency-Key}
     */
    public Builder header(String name, String value) {
      Headers.check(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      headers.keySet().removeIf(name::equalsIgnoreCase);
      headers.put(name, value);
      return this;
    }

    /**
     * Allows the submit {@code timeout} in all, retries included. Default: that of the client, see
     * {@link EvolinkClient.Builder#submitTimeout}.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder submitTimeout(Duration timeout) {
      Objects.requireNonNull(timeout, "timeout");
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException(
            "submitTimeout must be positive, but was " + Durations.words(timeout));
      }
      this.submitTimeout = timeout;
      return this;
    }

    /**
     * Refuses the submit with {@link SpendLimitException}, before anything is sent, if it may cost
     * more than {@code credits} by the public price list; what is known only when the task has
     * ended counts with the most that it can be. If nobody can say, {@link #unknownPrice} decides.
     * An order that was bought before is not refused, since it buys nothing. The list is read if
     * necessary, which may take two seconds. Default: no maximum.
     *
     * @throws IllegalArgumentException if {@code credits} is negative
     */
    public Builder maxCost(BigDecimal credits) {
      if (Objects.requireNonNull(credits, "credits").signum() < 0) {
        throw new IllegalArgumentException("maxCost must not be negative, but was " + credits);
      }
      this.maxCost = credits;
      return this;
    }

    /**
     * Says what to do under a limit if nobody can say what the submit may cost. Default: that of
     * the client's {@link SpendLimit}; without one, {@link UnknownPrice#REFUSE}.
     */
    public Builder unknownPrice(UnknownPrice unknownPrice) {
      this.unknownPrice = Objects.requireNonNull(unknownPrice, "unknownPrice");
      return this;
    }

    /** Says how {@code generate} waits for the task. Default: {@link WaitOptions#ofDefaults()}. */
    public Builder waitOptions(WaitOptions options) {
      this.wait = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * {@return the options; the builder can be used again}
     *
     * @throws IllegalArgumentException if both an order id and an {@code Idempotency-Key} were set
     */
    public SubmitOptions build() {
      return new SubmitOptions(this);
    }
  }
}
