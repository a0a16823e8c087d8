package ai.evolink;

import java.net.URI;
import java.time.Duration;

/**
 * A result link no longer works: it answers 401, 403, 404 or 410, or it is past its documented
 * lifetime and answers with a page instead of the file. Most links expire 24 hours after the task
 * ended. The file is gone then, and only a new paid task can make it again.
 */
public final class ArtifactExpiredException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final URI uri;
  private final Duration age;

  ArtifactExpiredException(URI link, String name, String answer, Duration age, Duration lifetime) {
    super(
        "The result link "
            + name
            + " answers "
            + answer
            + "; it is "
            + text(age)
            + " old"
            + due(lifetime.minus(age))
            + ".",
        null,
        Charge.NONE,
        "Result links expire; save results as soon as a task completes.");
    this.uri = link;
    this.age = age;
  }

  /** {@return the link} */
  public URI uri() {
    return uri;
  }

  /**
   * {@return how long ago the task was submitted} The link itself is younger, by the time that the
   * task took.
   */
  public Duration age() {
    return age;
  }

  private static String due(Duration left) {
    return left.isNegative()
        ? " and was due to expire " + text(left.negated()) + " ago"
        : ", although it was not due to expire for another " + text(left);
  }

  private static String text(Duration time) {
    return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }
}
