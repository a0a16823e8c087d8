package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.internal.text.OneLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that the service has accepted: what is needed to find it again, in this process or in
 * another. Immutable; two handles are equal if their ids are.
 */
public final class TaskHandle {
  /**
   * The prefix of task ids; in the documented format, seconds, a dash and eight characters follow.
   */
  static final String ID_PREFIX = "task-unified-";

  private static final int UNKNOWN = -1;

  private final String id;
  private final Kind kind;
  private final @Nullable String model;
  private final long submittedMillis;
  private final int estimatedSeconds;

  /** Whether the answer to the submit already said that the task has ended. */
  private final boolean ended;

  /** Whether the time of the submit is unknown, and the one that is given is just some "now". */
  private final boolean undated;

  private final @Nullable String orderId;
  private final boolean replayed;
  private final @Nullable BigDecimal creditsReserved;

  private TaskHandle(
      String id,
      Kind kind,
      @Nullable String model,
      long submittedMillis,
      int estimatedSeconds,
      boolean ended,
      boolean undated,
      @Nullable String orderId,
      boolean replayed,
      @Nullable BigDecimal creditsReserved) {
    this.id = id;
    this.kind = kind;
    // One string per model, not one per task: hundreds of thousands of tasks may be pending.
    this.model = model == null ? null : model.intern();
    this.submittedMillis = submittedMillis;
    this.estimatedSeconds = estimatedSeconds;
    this.ended = ended;
    this.undated = undated;
    this.orderId = orderId;
    this.replayed = replayed;
    this.creditsReserved = creditsReserved;
  }

  /**
   * Makes the handle of a task from the answer to its submit.
   *
   * @param ended whether that answer already has a final status
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
        ended,
        false,
        null,
        false,
        null);
  }

  /**
   * Replaces unpaired surrogates by question marks, as encoding the text in URLs and tokens would
   * do.
   */
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
   * Kind#OTHER}. An id in the documented format contains the time of the submit; a task with any
   * other id counts as submitted now, and for a client as submitted when it begins to wait for it.
   *
   * @throws IllegalArgumentException if {@code taskId} is blank or consists of one or two dots
   */
  public static TaskHandle ofId(String taskId) {
    return ofId(TaskIds.require(taskId), WaitClock.system().instant());
  }

  /**
   * Makes the handle of a task of which only the id is known. If the id does not contain the time
   * of the submit, the task counts as submitted {@code now}.
   */
  static TaskHandle ofId(String id, Instant now) {
    Instant told = submittedAt(id, now);
    long millis = told.toEpochMilli();
    return new TaskHandle(
        wellFormed(id),
        Kind.OTHER,
        null,
        millis,
        UNKNOWN,
        false,
        told.equals(now),
        null,
        false,
        null);
  }

  /** {@return this handle, submitted {@code now} if nobody knows when it was} */
  TaskHandle asOf(Instant now) {
    return undated
        ? new TaskHandle(
            id,
            kind,
            model,
            now.toEpochMilli(),
            estimatedSeconds,
            ended,
            true,
            orderId,
            replayed,
            creditsReserved)
        : this;
  }

  /**
   * {@return this handle as that of an order}
   *
   * @param orderId null for a task without one
   * @param replayed whether the task was bought by an earlier submit
   * @param creditsReserved for the task; null if nobody knows
   */
  TaskHandle ordered(
      @Nullable String orderId, boolean replayed, @Nullable BigDecimal creditsReserved) {
    return orderId == null && !replayed && creditsReserved == null
        ? this
        : new TaskHandle(
            id,
            kind,
            model,
            submittedMillis,
            estimatedSeconds,
            ended,
            undated,
            orderId,
            replayed,
            creditsReserved);
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
   * {@return the handle of a token that {@link #toToken()} made, in this version or an earlier one}
   *
   * @throws IllegalArgumentException if the token is damaged, is not a token, or was written by a
   *     newer version
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

  /** {@return the model that the task uses; empty for a task followed by its id alone} */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /**
   * {@return the estimate that the service gave in its answer to the submit; a hint only, empty if
   * it gave none}
   */
  public Optional<Duration> estimatedTime() {
    return estimatedSeconds == UNKNOWN
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(estimatedSeconds));
  }

  /**
   * {@return the caller's own name for the purchase, see {@link SubmitOptions.Builder#orderId};
   * empty if the submit had none, and for handles that were made from a token or an id}
   */
  public Optional<String> orderId() {
    return Optional.ofNullable(orderId);
  }

  /**
   * {@return whether the submit that returned this handle bought nothing, because its order id had
   * been bought already}
   */
  public boolean isReplayed() {
    return replayed;
  }

  /**
   * {@return the credits that the service reserved for the task when it accepted the submit} The
   * final charge is {@link Generation#creditsUsed()}. Empty if the service did not say, and for
   * handles that were made from a token or an id.
   */
  public Optional<BigDecimal> creditsReserved() {
    return Optional.ofNullable(creditsReserved);
  }

  /**
   * {@return this handle as text, for {@code tasks().resume(token)} in another process} With an id
   * in the documented format it has fewer than a hundred characters, all of them {@code A–Z a–z 0–9
   * _ -}. It contains no secret and may be logged, stored, or used in a URL.
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
    String text = OneLine.of(id, 500) + ", " + kind;
    return "TaskHandle[" + text + (model == null ? "" : ", " + OneLine.of(model, 200)) + "]";
  }
}
