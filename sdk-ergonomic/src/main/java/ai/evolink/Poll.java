package ai.evolink;

import ai.evolink.model.TaskStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One query of a task, and its answer. Immutable. */
public final class Poll {
  private final Duration elapsed;
  private final @Nullable TaskStatus status;
  private final int progress;
  private final int httpStatus;
  private final @Nullable Duration next;

  Poll(
      Duration elapsed,
      @Nullable TaskStatus status,
      int progress,
      int httpStatus,
      @Nullable Duration next) {
    this.elapsed = elapsed;
    this.status = status;
    this.progress = progress;
    this.httpStatus = httpStatus;
    this.next = next;
  }

  /** {@return when the answer arrived, as the time since the submit, to 10 ms} */
  public Duration elapsed() {
    return elapsed;
  }

  /** {@return the status that the poll saw; empty if it failed} */
  public Optional<TaskStatus> status() {
    return Optional.ofNullable(status);
  }

  /** {@return the progress that the poll saw, in percent; empty if it saw none} */
  public OptionalInt progress() {
    return progress < 0 ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  /**
   * {@return the HTTP status of a poll that was refused; empty if it succeeded or got no answer}
   */
  public OptionalInt httpStatus() {
    return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /**
   * {@return the time until the next poll, as planned after this one, to 10 ms; empty if none was
   * planned}
   */
  public Optional<Duration> next() {
    return Optional.ofNullable(next);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%.2f s: ", elapsed.toMillis() / 1000.0));
    if (status != null) {
      out.append(status.value());
    } else if (httpStatus != 0) {
      out.append("HTTP ").append(httpStatus);
    } else {
      out.append("no answer");
    }
    if (progress >= 0) {
      out.append(' ').append(progress).append(" %");
    }
    if (next != null) {
      out.append(String.format(Locale.ROOT, ", next in %.2f s", next.toMillis() / 1000.0));
    }
    return out.toString();
  }
}
