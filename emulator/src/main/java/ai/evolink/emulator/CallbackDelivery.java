package ai.evolink.emulator;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell a receiver about a task, and what came of it. Immutable.
 *
 * @see EvolinkEmulator#callbacks()
 */
public final class CallbackDelivery {

  private final String taskId;
  private final URI url;
  private final int attempt;
  private final boolean forged;
  private final String body;
  private final Instant sentAt;
  private final int status;
  private final @Nullable String failure;

  CallbackDelivery(
      String taskId,
      URI url,
      int attempt,
      boolean forged,
      String body,
      Instant sentAt,
      int status,
      @Nullable String failure) {
    this.taskId = taskId;
    this.url = url;
    this.attempt = attempt;
    this.forged = forged;
    this.body = body;
    this.sentAt = sentAt;
    this.status = status;
    this.failure = failure;
  }

  /** The task that it was about. */
  public String taskId() {
    return taskId;
  }

  /** Where it went. */
  public URI url() {
    return url;
  }

  /** Which attempt it was: 1 for the first, at most 4. */
  public int attempt() {
    return attempt;
  }

  /** Whether it told something untrue. */
  public boolean isForged() {
    return forged;
  }

  /** What was sent. */
  public String body() {
    return body;
  }

  /** When it was sent, by the emulator's clock. */
  public Instant sentAt() {
    return sentAt;
  }

  /** Whether the receiver took it, with any status from 200 to 299. */
  public boolean isDelivered() {
    return status / 100 == 2;
  }

  /** The status that the receiver answered, if it answered in time. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** Why there was no answer, if there was none. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public String toString() {
    String answer = status == 0 ? String.valueOf(failure) : "HTTP " + status;
    return "CallbackDelivery["
        + taskId
        + " attempt "
        + attempt
        + " to "
        + url
        + ": "
        + answer
        + "]";
  }
}
