package ai.evolink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The medium that a task makes. It determines how long a wait lasts by default. */
public enum Kind {
  /** Images: most take 10 to 100 seconds. Waits end after 10 minutes. */
  IMAGE('i', Duration.ofMinutes(10)),

  /** Videos: the service estimates up to 40 minutes for some. Waits end after 90 minutes. */
  VIDEO('v', Duration.ofMinutes(90)),

  /** Music and speech: most take 10 to 120 seconds. Waits end after 15 minutes. */
  AUDIO('a', Duration.ofMinutes(15)),

  /**
   * Unknown, for instance for a task that is followed by its id alone. Waits end after 90 minutes.
   */
  OTHER('o', Duration.ofMinutes(90));

  /** The default deadline is at least this many times the estimate of the service. */
  private static final int PATIENCE = 3;

  private final char letter;
  private final Duration defaultDeadline;

  Kind(char letter, Duration defaultDeadline) {
    this.letter = letter;
    this.defaultDeadline = defaultDeadline;
  }

  /**
   * {@return how long a wait for a task of this kind lasts unless {@link WaitOptions} say
   * otherwise} If three times the estimate of the service is longer, the wait lasts that long
   * instead.
   */
  public Duration defaultDeadline() {
    return defaultDeadline;
  }

  Duration defaultDeadline(@Nullable Duration estimate) {
    Duration patient = estimate == null ? Duration.ZERO : estimate.multipliedBy(PATIENCE);
    return patient.compareTo(defaultDeadline) > 0 ? patient : defaultDeadline;
  }

  char letter() {
    return letter;
  }

  /**
   * {@return the kind with that letter; {@link #OTHER} for one that was added after this version}
   */
  static Kind ofLetter(char letter) {
    for (Kind kind : values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    return OTHER;
  }
}
