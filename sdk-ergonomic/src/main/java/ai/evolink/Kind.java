package ai.evolink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The medium that a task makes. Decides how long a wait lasts when nobody says so. */
public enum Kind {
  /** Pictures: most take 10 to 100 seconds. Waits end after 10 minutes. */
  IMAGE('i', Duration.ofMinutes(10)),

  /** Videos: some announce 40 minutes. Waits end after 90 minutes. */
  VIDEO('v', Duration.ofMinutes(90)),

  /** Music and speech: most take 10 to 120 seconds. Waits end after 15 minutes. */
  AUDIO('a', Duration.ofMinutes(15)),

  /** Not known, as for a task that is followed by its bare id. Waits end after 90 minutes. */
  OTHER('o', Duration.ofMinutes(90));

  /** A wait is worth this many times what the service has announced, even beyond the default. */
  private static final int PATIENCE = 3;

  private final char letter;
  private final Duration defaultDeadline;

  Kind(char letter, Duration defaultDeadline) {
    this.letter = letter;
    this.defaultDeadline = defaultDeadline;
  }

  /**
   * {@return how long a wait for a task of this kind lasts unless {@link WaitOptions} say
   * otherwise} A task that announces more than a third of it gets three times what it announces.
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

  /** {@return the kind with that letter; {@link #OTHER} for one that came after this version} */
  static Kind ofLetter(char letter) {
    for (Kind kind : values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    return OTHER;
  }
}
