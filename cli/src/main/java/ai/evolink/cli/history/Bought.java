package ai.evolink.cli.history;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that was bought on this machine, or may have been.
 *
 * @param service the base URL at which it was bought
 */
public record Bought(JournalEntry entry, URI service) {
  /** Longer than a submit takes. */
  private static final Duration SUBMIT = Duration.ofMinutes(5);

  /** {@return the task; empty if nobody has heard of one} */
  public Optional<TaskHandle> task() {
    return entry.task();
  }

  /** {@return what the task is called, else what the attempt is called} */
  public String id() {
    return task().map(TaskHandle::id).orElse(entry.key().id());
  }

  /** {@return when it was about to be sent} */
  public Instant at() {
    return entry.intendedAt();
  }

  /** {@return whether there is something to wait for, or to save} */
  public boolean isOpen() {
    return entry.state() == JournalState.ACCEPTED
        || (entry.state() == JournalState.COMPLETED && !entry.isSaved());
  }

  /** {@return whether it was sent, and nobody has heard what came of it} */
  public boolean isUncertain(Instant now) {
    return entry.state() == JournalState.UNCERTAIN
        || (entry.state() == JournalState.INTENT && at().plus(SUBMIT).isBefore(now));
  }

  /** {@return how it stands as far as this machine knows, in one word} */
  public String state(Instant now) {
    return switch (entry.state()) {
      case INTENT -> isUncertain(now) ? "uncertain" : "submitting";
      case UNCERTAIN -> "uncertain";
      case ACCEPTED -> "unfinished";
      case COMPLETED -> entry.isSaved() ? "saved" : "unsaved";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case RETRIED -> "retried";
      case GIVEN_UP -> "given_up";
    };
  }

  /** {@return what it has cost, as far as that is known} */
  public Optional<BigDecimal> credits() {
    return entry.creditsUsed();
  }

  /** {@return the prompt, as long as the journal keeps it} */
  public Optional<String> prompt() {
    return entry
        .body()
        .flatMap(Bought::parsed)
        .map(body -> body.get("prompt"))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static Optional<Map<?, ?>> parsed(String body) {
    try {
      Object value = EvolinkJson.moshi().adapter(Object.class).fromJson(body);
      return value instanceof Map<?, ?> members ? Optional.of(members) : Optional.empty();
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  /** Two files may know the same purchase: this is the one that knows more. */
  static Bought further(Bought one, Bought other) {
    return rank(other.entry) > rank(one.entry) ? other : one;
  }

  private static int rank(JournalEntry entry) {
    int state =
        switch (entry.state()) {
          case INTENT -> 0;
          case UNCERTAIN -> 1;
          case ACCEPTED -> 2;
          case COMPLETED, FAILED, CANCELLED -> 3;
          case RETRIED, GIVEN_UP -> 4;
        };
    return 2 * state + (entry.isSaved() ? 1 : 0);
  }
}
