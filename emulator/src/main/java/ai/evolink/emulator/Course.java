package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a task moves from some moment on.
 *
 * @param plan what will become of it
 * @param from the moment
 * @param share how much of it was done by then, from 0 to 1
 */
record Course(Plan plan, Instant from, double share) {

  static final String PENDING = "pending";
  static final String PROCESSING = "processing";

  /** A status that the documentation does not know. */
  static final String DETOUR = "upstream_review";

  /** From this share on a task is being processed. */
  private static final double STARTED = 0.1;

  /** The course of a task that ends in this way at once. */
  static Course ended(Plan.Ending ending, String errorCode, Instant now) {
    return new Course(new Plan(Duration.ZERO, ending, errorCode, false), now, 1);
  }

  /** The same plan, with so much of it done now. */
  Course at(Instant now, double done) {
    return new Course(plan, now, done);
  }

  /** When the task ends, if it ever does. */
  Optional<Instant> end() {
    if (plan.ending() == Plan.Ending.NEVER) {
      return Optional.empty();
    }
    return Optional.of(from.plusNanos(Math.round(plan.length().toNanos() * (1 - share))));
  }

  /** Where the task stands. */
  Task.State at(Instant now) {
    if (end().filter(end -> !now.isBefore(end)).isPresent()) {
      boolean completed = plan.ending() == Plan.Ending.COMPLETED;
      return new Task.State(plan.ending().status(), completed ? 100 : 0);
    }
    double nanos = plan.length().toNanos();
    double done = nanos == 0 ? 1 : share + Duration.between(from, now).toNanos() / nanos;
    if (done < STARTED) {
      return new Task.State(PENDING, 0);
    }
    int progress = (int) Math.max(1, Math.min(99, done * 100));
    return new Task.State(plan.detour() && done >= 0.5 ? DETOUR : PROCESSING, progress);
  }
}
