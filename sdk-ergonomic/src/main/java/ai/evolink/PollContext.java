package ai.evolink;

import ai.evolink.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a task when the time of its next poll is decided. Immutable. Policies get it
 * from the SDK; {@link #builder()} makes one for tests of a policy.
 */
public final class PollContext {
  private final Builder facts;

  private PollContext(Builder facts) {
    this.facts = facts;
  }

  /** {@return a builder for a task that was just submitted and about which nothing is known} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the number of polls of this task so far, failed ones included} */
  public int polls() {
    return facts.polls;
  }

  /** {@return the number of consecutive polls that have failed, up to now} */
  public int failures() {
    return facts.failures;
  }

  /** {@return the time since the submit was accepted} */
  public Duration elapsed() {
    return Duration.ofNanos(facts.elapsed);
  }

  /** {@return the time left until the wait ends without a result} */
  public Duration remaining() {
    return Duration.ofNanos(facts.remaining);
  }

  /** {@return the medium of the task} */
  public Kind kind() {
    return facts.kind;
  }

  /** {@return the model that the task uses; empty if it is not known} */
  public Optional<String> model() {
    return Optional.ofNullable(facts.model);
  }

  /** {@return the estimate of the service for the whole task; empty if it gave none} */
  public Optional<Duration> estimate() {
    return Optional.ofNullable(facts.estimate);
  }

  /** {@return the task as the last successful poll saw it; empty if there was none} */
  public Optional<TaskSnapshot> last() {
    return Optional.ofNullable(facts.last);
  }

  /**
   * {@return the progress at the last successful poll, 0 to 100; empty if the service does not give
   * it}
   */
  public OptionalInt progress() {
    return facts.progress < 0 ? OptionalInt.empty() : OptionalInt.of(facts.progress);
  }

  /** {@return how long after the submit {@link #progress()} was first seen} */
  public Duration progressAt() {
    return Duration.ofNanos(facts.progressAt);
  }

  /** {@return the progress seen before {@link #progress()}; empty if there was no other} */
  public OptionalInt earlierProgress() {
    return facts.earlierProgress < 0 ? OptionalInt.empty() : OptionalInt.of(facts.earlierProgress);
  }

  /** {@return how long after the submit {@link #earlierProgress()} was last seen} */
  public Duration earlierProgressAt() {
    return Duration.ofNanos(facts.earlierProgressAt);
  }

  /** {@return the {@code Retry-After} of the last poll; empty if it had none} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(facts.retryAfter);
  }

  /**
   * {@return the share of its poll budget that the client currently uses} Normally 1; less after
   * the service has refused polls with HTTP 429.
   */
  public double throttle() {
    return facts.throttle;
  }

  /**
   * {@return whether a callback is expected to announce the end, so that polls are a safety net}
   */
  public boolean isPushed() {
    return facts.pushed;
  }

  /** {@return whether a listener is registered for the progress of this task} */
  public boolean isWatched() {
    return facts.watched;
  }

  /** {@return what the client has learned about the durations of tasks} */
  public DurationHistory history() {
    return facts.history;
  }

  /**
   * {@return a random number in [0, 1), drawn for this decision} A policy needs no other
   * randomness.
   */
  public double random() {
    return facts.random;
  }

  /**
   * Makes a {@link PollContext}. Unset values describe a task that was just submitted and about
   * which nothing is known.
   */
  public static final class Builder {
    private int polls;
    private int failures;
    private long elapsed;
    private long remaining = Nanos.of(Kind.OTHER.defaultDeadline());
    private Kind kind = Kind.OTHER;
    private @Nullable String model;
    private @Nullable Duration estimate;
    private @Nullable TaskSnapshot last;
    private int progress = -1;
    private long progressAt;
    private int earlierProgress = -1;
    private long earlierProgressAt;
    private @Nullable Duration retryAfter;
    private double throttle = 1.0;
    private boolean pushed;
    private boolean watched;
    private DurationHistory history = DurationHistory.off();
    private double random = 0.5;

    private Builder() {}

    /** Sets {@link PollContext#polls()} and {@link PollContext#failures()}. */
    public Builder polls(int polls, int failures) {
      this.polls = polls;
      this.failures = failures;
      return this;
    }

    /** Sets {@link PollContext#elapsed()} and {@link PollContext#remaining()}. */
    public Builder time(Duration elapsed, Duration remaining) {
      this.elapsed = Nanos.of(Objects.requireNonNull(elapsed, "elapsed"));
      this.remaining = Nanos.of(Objects.requireNonNull(remaining, "remaining"));
      return this;
    }

    /** Sets {@link PollContext#kind()} and {@link PollContext#model()}. */
    public Builder task(Kind kind, @Nullable String model) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.model = model;
      return this;
    }

    /** Sets {@link PollContext#estimate()}. */
    public Builder estimate(@Nullable Duration estimate) {
      this.estimate = estimate;
      return this;
    }

    /** Sets {@link PollContext#last()}, but not the progress. */
    public Builder last(@Nullable TaskSnapshot last) {
      this.last = last;
      return this;
    }

    /** Sets {@link PollContext#progress()} and {@link PollContext#progressAt()}. */
    public Builder progress(int progress, Duration at) {
      this.progress = progress;
      this.progressAt = Nanos.of(Objects.requireNonNull(at, "at"));
      return this;
    }

    /** Sets {@link PollContext#earlierProgress()} and {@link PollContext#earlierProgressAt()}. */
    public Builder earlierProgress(int progress, Duration at) {
      this.earlierProgress = progress;
      this.earlierProgressAt = Nanos.of(Objects.requireNonNull(at, "at"));
      return this;
    }

    /** Sets {@link PollContext#retryAfter()}. */
    public Builder retryAfter(@Nullable Duration retryAfter) {
      this.retryAfter = retryAfter;
      return this;
    }

    /** Sets {@link PollContext#throttle()}. */
    public Builder throttle(double throttle) {
      this.throttle = throttle;
      return this;
    }

    /** Sets {@link PollContext#isPushed()}. */
    public Builder pushed(boolean pushed) {
      this.pushed = pushed;
      return this;
    }

    /** Sets {@link PollContext#isWatched()}. */
    public Builder watched(boolean watched) {
      this.watched = watched;
      return this;
    }

    /** Sets {@link PollContext#history()}. */
    public Builder history(DurationHistory history) {
      this.history = Objects.requireNonNull(history, "history");
      return this;
    }

    /** Sets {@link PollContext#random()}. */
    public Builder random(double random) {
      this.random = random;
      return this;
    }

    /** {@return the context; the builder must not be used again} */
    public PollContext build() {
      return new PollContext(this);
    }
  }
}
