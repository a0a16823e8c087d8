package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.internal.text.OneLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to buy, as a {@link TaskJournal} knows it. Immutable. */
public final class JournalEntry {
  private final Key key;
  private final boolean ordered;
  private final JournalState state;
  private final Instant intendedAt;
  private final Kind kind;
  private final String path;
  private final String model;
  private final String fingerprint;
  private final @Nullable String body;
  private final @Nullable String callbackToken;
  private final @Nullable String idempotencyKey;
  private final @Nullable TaskHandle task;
  private final List<String> otherTasks;
  private final @Nullable BigDecimal creditsMost;
  private final @Nullable String ledger;
  private final @Nullable BigDecimal creditsReserved;
  private final @Nullable BigDecimal creditsUsed;
  private final @Nullable String detail;
  private final @Nullable String hint;
  private final boolean saved;
  private final boolean orphaned;

  private JournalEntry(Builder builder) {
    this.key = builder.key;
    this.ordered = builder.ordered;
    this.state = builder.state;
    this.intendedAt = builder.intendedAt;
    this.kind = builder.kind;
    this.path = builder.path;
    this.model = builder.model;
    this.fingerprint = builder.fingerprint;
    this.body = builder.body;
    this.callbackToken = builder.callbackToken;
    this.idempotencyKey = builder.idempotencyKey;
    this.task = builder.task;
    this.otherTasks = List.copyOf(builder.otherTasks);
    this.creditsMost = builder.creditsMost;
    this.ledger = builder.ledger;
    this.creditsReserved = builder.creditsReserved;
    this.creditsUsed = builder.creditsUsed;
    this.detail = builder.detail;
    this.hint = builder.hint;
    this.saved = builder.saved;
    this.orphaned = builder.orphaned;
  }

  /**
   * What names an attempt.
   *
   * @param id the order id; without one, a generated id
   * @param attempt 1 for the first, one more for each retry
   */
  public record Key(String id, int attempt) {
    /** Refuses an attempt below 1, and an id with half a surrogate pair, which no file can hold. */
    public Key {
      if (!UTF_8.newEncoder().canEncode(Objects.requireNonNull(id, "id"))) {
        throw new IllegalArgumentException("id must be text in Unicode, but was '" + id + "'");
      }
      if (attempt < 1) {
        throw new IllegalArgumentException("attempt must be at least 1, but was " + attempt);
      }
    }

    /** {@return the key of the attempt after this one} */
    public Key next() {
      return new Key(id, attempt + 1);
    }

    @Override
    public String toString() {
      return OneLine.of(id) + (attempt == 1 ? "" : ", attempt " + attempt);
    }
  }

  /** {@return a builder for an entry in the state {@link JournalState#INTENT}} */
  public static Builder builder(Key key) {
    return new Builder(Objects.requireNonNull(key, "key"));
  }

  /** {@return a builder with the values of this entry} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return what names this attempt} */
  public Key key() {
    return key;
  }

  /** {@return the order id; empty for a submit that was given none} */
  public Optional<String> orderId() {
    return ordered ? Optional.of(key.id()) : Optional.empty();
  }

  /** {@return how far the attempt has come} */
  public JournalState state() {
    return state;
  }

  /** {@return when the attempt was about to be sent, by the clock of the machine} */
  public Instant intendedAt() {
    return intendedAt;
  }

  /** {@return the medium} */
  public Kind kind() {
    return kind;
  }

  /** {@return the path that the request is sent to} */
  public String path() {
    return path;
  }

  /** {@return the id of the model} */
  public String model() {
    return model;
  }

  /**
   * {@return a hash of the request, by which the same one is recognised} It begins with the version
   * of its rules.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** {@return the JSON of the request as it was sent; empty once it is not needed any more} */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /** {@return the token in the callback address; empty if there was none} */
  public Optional<String> callbackToken() {
    return Optional.ofNullable(callbackToken);
  }

  /** {@return the {@code Idempotency-Key} that was sent; empty if there was none} */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** {@return the task that was bought; empty as long as none is known} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(task);
  }

  /** {@return the ids of further tasks that turned up for this attempt; normally none} */
  public List<String> otherTasks() {
    return otherTasks;
  }

  /**
   * {@return the most credits that the attempt may cost, as the price list said before it was sent;
   * empty if nobody asked, or it was unknown}
   */
  public Optional<BigDecimal> creditsMost() {
    return Optional.ofNullable(creditsMost);
  }

  /** {@return the name of the {@linkplain SpendLimit#ledger ledger} that it counts for} */
  public Optional<String> ledger() {
    return Optional.ofNullable(ledger);
  }

  /** {@return the credits that the service has reserved; empty if it did not say} */
  public Optional<BigDecimal> creditsReserved() {
    return Optional.ofNullable(creditsReserved);
  }

  /** {@return the credits that the task has used; empty if that is not known} */
  public Optional<BigDecimal> creditsUsed() {
    return Optional.ofNullable(creditsUsed);
  }

  /** {@return what made the attempt uncertain, in one line; empty if nothing is known} */
  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }

  /** {@return the id of the task that a callback has named, not confirmed yet} */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** {@return whether the results were saved} */
  public boolean isSaved() {
    return saved;
  }

  /**
   * {@return whether the process that was sending the attempt is gone, so that nobody has heard how
   * its call has ended} What it had written may still arrive.
   */
  public boolean isOrphaned() {
    return orphaned;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JournalEntry that
        && key.equals(that.key)
        && ordered == that.ordered
        && state == that.state
        && intendedAt.equals(that.intendedAt)
        && kind == that.kind
        && path.equals(that.path)
        && model.equals(that.model)
        && fingerprint.equals(that.fingerprint)
        && Objects.equals(body, that.body)
        && Objects.equals(callbackToken, that.callbackToken)
        && Objects.equals(idempotencyKey, that.idempotencyKey)
        && Objects.equals(task, that.task)
        && otherTasks.equals(that.otherTasks)
        && Objects.equals(creditsMost, that.creditsMost)
        && Objects.equals(ledger, that.ledger)
        && Objects.equals(creditsReserved, that.creditsReserved)
        && Objects.equals(creditsUsed, that.creditsUsed)
        && Objects.equals(detail, that.detail)
        && Objects.equals(hint, that.hint)
        && saved == that.saved
        && orphaned == that.orphaned;
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, state);
  }

  @Override
  public String toString() {
    return "JournalEntry["
        + key
        + ", "
        + state
        + ", "
        + OneLine.cut(OneLine.of(model), 100)
        + (task == null ? "" : ", " + task.id())
        + (detail == null ? "" : ", " + OneLine.cut(OneLine.of(detail), 200))
        + "]";
  }

  /** Collects the values of a {@link JournalEntry}. Not thread-safe. */
  public static final class Builder {
    private final Key key;
    private boolean ordered;
    private JournalState state = JournalState.INTENT;
    private Instant intendedAt = Instant.EPOCH;
    private Kind kind = Kind.OTHER;
    private String path = "";
    private String model = "";
    private String fingerprint = "";
    private @Nullable String body;
    private @Nullable String callbackToken;
    private @Nullable String idempotencyKey;
    private @Nullable TaskHandle task;
    private List<String> otherTasks = new ArrayList<>();
    private @Nullable BigDecimal creditsMost;
    private @Nullable String ledger;
    private @Nullable BigDecimal creditsReserved;
    private @Nullable BigDecimal creditsUsed;
    private @Nullable String detail;
    private @Nullable String hint;
    private boolean saved;
    private boolean orphaned;

    private Builder(Key key) {
      this.key = key;
    }

    private Builder(JournalEntry entry) {
      this.key = entry.key;
      this.ordered = entry.ordered;
      this.state = entry.state;
      this.intendedAt = entry.intendedAt;
      this.kind = entry.kind;
      this.path = entry.path;
      this.model = entry.model;
      this.fingerprint = entry.fingerprint;
      this.body = entry.body;
      this.callbackToken = entry.callbackToken;
      this.idempotencyKey = entry.idempotencyKey;
      this.task = entry.task;
      this.otherTasks = new ArrayList<>(entry.otherTasks);
      this.creditsMost = entry.creditsMost;
      this.ledger = entry.ledger;
      this.creditsReserved = entry.creditsReserved;
      this.creditsUsed = entry.creditsUsed;
      this.detail = entry.detail;
      this.hint = entry.hint;
      this.saved = entry.saved;
      this.orphaned = entry.orphaned;
    }

    /** Says whether the id of the key is an order id of the caller's. Default: false. */
    public Builder ordered(boolean ordered) {
      this.ordered = ordered;
      return this;
    }

    /** Sets {@link JournalEntry#state()}. Default: {@link JournalState#INTENT}. */
    public Builder state(JournalState state) {
      this.state = Objects.requireNonNull(state, "state");
      return this;
    }

    /** Sets {@link JournalEntry#intendedAt()}. Default: 1970. */
    public Builder intendedAt(Instant intendedAt) {
      this.intendedAt = Objects.requireNonNull(intendedAt, "intendedAt");
      return this;
    }

    /** Sets {@link JournalEntry#kind()}. Default: {@link Kind#OTHER}. */
    public Builder kind(Kind kind) {
      this.kind = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /** Sets {@link JournalEntry#path()}. Default: empty. */
    public Builder path(String path) {
      this.path = Objects.requireNonNull(path, "path");
      return this;
    }

    /** Sets {@link JournalEntry#model()}. Default: empty. */
    public Builder model(String model) {
      this.model = Objects.requireNonNull(model, "model");
      return this;
    }

    /** Sets {@link JournalEntry#fingerprint()}. Default: empty. */
    public Builder fingerprint(String fingerprint) {
      this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
      return this;
    }

    /** Sets {@link JournalEntry#body()}. */
    public Builder body(@Nullable String body) {
      this.body = body;
      return this;
    }

    /** Sets {@link JournalEntry#callbackToken()}. */
    public Builder callbackToken(@Nullable String callbackToken) {
      this.callbackToken = callbackToken;
      return this;
    }

    /** Sets {@link JournalEntry#idempotencyKey()}. */
    public Builder idempotencyKey(@Nullable String idempotencyKey) {
      this.idempotencyKey = idempotencyKey;
      return this;
    }

    /** Sets {@link JournalEntry#task()}. */
    public Builder task(@Nullable TaskHandle task) {
      this.task = task;
      return this;
    }

    /** Replaces {@link JournalEntry#otherTasks()}. */
    public Builder otherTasks(List<String> ids) {
      this.otherTasks = new ArrayList<>(Objects.requireNonNull(ids, "ids"));
      return this;
    }

    /** Sets {@link JournalEntry#creditsMost()}. */
    public Builder creditsMost(@Nullable BigDecimal credits) {
      this.creditsMost = credits;
      return this;
    }

    /** Sets {@link JournalEntry#ledger()}. */
    public Builder ledger(@Nullable String ledger) {
      this.ledger = ledger;
      return this;
    }

    /** Sets {@link JournalEntry#creditsReserved()}. */
    public Builder creditsReserved(@Nullable BigDecimal credits) {
      this.creditsReserved = credits;
      return this;
    }

    /** Sets {@link JournalEntry#creditsUsed()}. */
    public Builder creditsUsed(@Nullable BigDecimal credits) {
      this.creditsUsed = credits;
      return this;
    }

    /** Sets {@link JournalEntry#detail()}. */
    public Builder detail(@Nullable String detail) {
      this.detail = detail;
      return this;
    }

    /** Sets {@link JournalEntry#hint()}. */
    public Builder hint(@Nullable String taskId) {
      this.hint = taskId;
      return this;
    }

    /** Sets {@link JournalEntry#isSaved()}. Default: false. */
    public Builder saved(boolean saved) {
      this.saved = saved;
      return this;
    }

    /** Sets {@link JournalEntry#isOrphaned()}. Default: false. */
    public Builder orphaned(boolean orphaned) {
      this.orphaned = orphaned;
      return this;
    }

    /** {@return the entry; the builder can be used again} */
    public JournalEntry build() {
      return new JournalEntry(this);
    }
  }
}
