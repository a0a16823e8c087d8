package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.internal.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that the service has accepted: all that is needed to find it again, in this process or in
 * another. Immutable; equal if the ids are.
 */
public final class TaskHandle {
  /** How task ids begin; the rest of the documented form is seconds, a dash, eight characters. */
  static final String ID_PREFIX = "task-unified-";

  private static final int UNKNOWN = -1;

  private final String id;
  private final Kind kind;
  private final @Nullable String model;
  private final long submittedMillis;
  private final int estimatedSeconds;

  /** Whether the answer to the submit said already that the task has ended. */
  private final boolean ended;

  private TaskHandle(
      String id,
      Kind kind,
      @Nullable String model,
      long submittedMillis,
      int estimatedSeconds,
      boolean ended) {
    this.id = id;
    this.kind = kind;
    // One string per model, not one per task: hundreds of thousands of tasks may be pending.
    this.model = model == null ? null : model.intern();
    this.submittedMillis = submittedMillis;
    this.estimatedSeconds = estimatedSeconds;
    this.ended = ended;
  }

  /**
   * A task as the answer to its submit shows it.
   *
   * @param ended whether that answer has a final status already
   */
  static TaskHandle of(
      String id,
      Kind kind,
      Instant submittedAt,
      @Nullable String model,
      @Nullable Duration estimate,
      boolean ended) {
    int seconds =
        estimate == null || estimate.isNegative()
            ? UNKNOWN
            : (int) Math.min(Integer.MAX_VALUE, estimate.toSeconds());
    return new TaskHandle(
        wellFormed(id),
        kind,
        model == null ? null : wellFormed(model),
        submittedAt.toEpochMilli(),
        seconds,
        ended);
  }

  /** Half a surrogate pair is a question mark in addresses and tokens; then here as well. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(UTF_8), UTF_8);
      }
    }
    return text;
  }

  /**
   * {@return the handle of a task of which only the id is known} Its {@link #kind()} is {@link
   * Kind#OTHER}. The documented form of an id tells when the task was made; an id of another form
   * counts as made now.
   *
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public static TaskHandle ofId(String taskId) {
    return ofId(TaskIds.require(taskId), WaitClock.system().instant());
  }

  /**
   * A task of which only the id is known. Ids tell when the task was made; where this one does not,
   * it counts as made {@code now}.
   */
  static TaskHandle ofId(String id, Instant now) {
    return of(id, Kind.OTHER, submittedAt(id, now), null, null, false);
  }

  private static Instant submittedAt(String id, Instant now) {
    int dash = id.lastIndexOf('-');
    if (!id.startsWith(ID_PREFIX) || dash <= ID_PREFIX.length()) {
      return now;
    }
    try {
      Instant told = Instant.ofEpochSecond(Long.parseLong(id, ID_PREFIX.length(), dash, 10));
      return told.isBefore(now) && told.isAfter(Instant.EPOCH) ? told : now;
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return now;
    }
  }

  /**
   * {@return the handle that {@link #toToken()} has written, by this version or an earlier one}
   *
   * @throws IllegalArgumentException if the token is damaged, is none, or was written by a version
   *     newer than this one
   */
  public static TaskHandle fromToken(String token) {
    return TaskToken.read(token);
  }

  /** {@return the id of the task, as the service gave it} */
  public String id() {
    return id;
  }

  /** {@return the medium that the task makes} */
  public Kind kind() {
    return kind;
  }

  /** {@return when the submit was accepted, to the millisecond} */
  public Instant submittedAt() {
    return Instant.ofEpochMilli(submittedMillis);
  }

  /** {@return the model that works on the task; empty for a task followed by its bare id} */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** {@return how long the service said at the submit that the task would take; a hint} */
  public Optional<Duration> estimatedTime() {
    return estimatedSeconds == UNKNOWN
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(estimatedSeconds));
  }

  /**
   * {@return this handle as text, for {@code tasks().resume(token)} in another process} Less than a
   * hundred characters of {@code A–Z a–z 0–9 _ -} for documented ids; no secret is in it, so that
   * it may be logged, stored, or put into an address.
   */
  public String toToken() {
    return TaskToken.write(this);
  }

  boolean ended() {
    return ended;
  }

  long submittedMillis() {
    return submittedMillis;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskHandle that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(id);
  }

  @Override
  public String toString() {
    String text = id + ", " + kind + (model == null ? "" : ", " + model);
    return "TaskHandle[" + OneLine.cut(OneLine.of(text), 500) + "]";
  }
}
