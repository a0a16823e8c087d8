package ai.evolink.emulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submit that the emulator has read in full, accepted or not. Immutable.
 *
 * @see EvolinkEmulator#submissions()
 */
public final class Submission {

  private final String path;
  private final String key;
  private final Map<String, String> headers;
  private final String body;
  private final String model;
  private final String prompt;
  private final int status;
  private final String taskId;
  private final Instant receivedAt;
  private final @Nullable Fault fault;
  private final @Nullable String refusal;

  Submission(
      String path,
      String key,
      Map<String, String> headers,
      String body,
      String model,
      String prompt,
      int status,
      String taskId,
      Instant receivedAt,
      @Nullable Fault fault,
      @Nullable String refusal) {
    this.path = path;
    this.key = key;
    this.headers = headers;
    this.body = body;
    this.model = model;
    this.prompt = prompt;
    this.status = status;
    this.taskId = taskId;
    this.receivedAt = receivedAt;
    this.fault = fault;
    this.refusal = refusal;
  }

  /** The path it was posted to, such as {@code /v1/images/generations}. */
  public String path() {
    return path;
  }

  /** The API key it came with; empty if it had none. */
  public String key() {
    return key;
  }

  /**
   * Its headers by lower-case name, without {@code authorization}; repeated ones joined by commas.
   */
  public Map<String, String> headers() {
    return headers;
  }

  /** Its body as it was, decoded as UTF-8. */
  public String body() {
    return body;
  }

  /** The model it asked for; empty if its body names none. */
  public String model() {
    return model;
  }

  /** Its prompt; empty if its body has none. */
  public String prompt() {
    return prompt;
  }

  /**
   * The HTTP status it was answered with: 200 if it was accepted, 0 if a {@linkplain #fault()
   * fault} ended it before there was an answer. A fault that strikes after processing does not show
   * here, but {@link #taskId()} tells that there is a task.
   */
  public int status() {
    return status;
  }

  /** The id of the task it made, if it was accepted. */
  public Optional<String> taskId() {
    return taskId.isEmpty() ? Optional.empty() : Optional.of(taskId);
  }

  /** When it came, by the emulator's clock. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** The fault that it met, if any; {@link Fault#none()} counts as one. */
  public Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  /** What the emulator had against it, in the words of its answer, if it was refused. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public String toString() {
    return "Submission[" + path + " " + model + " -> " + status + " " + taskId + "]";
  }
}
