package ai.evolink.internal.poll;

import ai.evolink.internal.plan.Promise;
import ai.evolink.internal.time.Nanos;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes on what watches reveal about how long tasks take. Used under the lock of the timers. */
final class WatchLessons {
  /** How much later than the end of its task a callback may arrive, in seconds. */
  private static final double CALLBACK_SECONDS = 1;

  private final Lessons lessons;
  private final Logger log;

  WatchLessons(Lessons lessons, Logger log) {
    this.lessons = lessons;
    this.log = log;
  }

  /**
   * Decides whether to learn from the task, before anything is known of how long it takes. Has no
   * effect if that was decided before, or while the model is unknown.
   */
  void begin(Watch watch) {
    String model = watch.lesson == 0 ? model(watch) : null;
    if (model != null) {
      watch.lesson = lessons.begin(model);
      watch.counted = watch.lesson > 0;
      if (watch.counted && watch.task.model().isEmpty()) {
        watch.polled().countedAs = model; // which a later answer may contradict
      }
    }
  }

  /** Records that the last poll saw the task pending. */
  void stillPending(Watch watch) {
    PollHistory polled = watch.polled();
    float at = (float) Nanos.seconds(watch.elapsed(polled.polledAt));
    float before = watch.lesson == 0 ? -1 : polled.pendingAt;
    begin(watch);
    String model = countedAs(watch);
    if (model != null) {
      lessons.pending(model, before, at);
    }
    polled.pendingAt = at;
  }

  /** Records that the task is no longer pending or watched. Repeating it has no effect. */
  void gone(Watch watch) {
    String known = countedAs(watch);
    if (known != null) {
      PollHistory polled = watch.history();
      lessons.gone(known, polled == null ? -1 : polled.pendingAt);
      watch.counted = false;
    }
  }

  /** Records that the task was seen completed {@code elapsed} nanoseconds after its submit. */
  void completed(Watch watch, long elapsed) {
    PollHistory polled = watch.polled();
    double pendingAt = polled.pendingAt;
    double after = Math.max(0, pendingAt);
    if (polled.confirming) { // the callback shows nearly when it ended
      after = Math.max(after, Nanos.seconds(watch.elapsed(polled.polledAt)) - CALLBACK_SECONDS);
    }
    add(watch, after, Nanos.seconds(elapsed));
    ProgressSeen progress = polled.earlierProgress();
    double promise = progress == null ? -1 : progress.promise();
    String model = model(watch);
    if (promise >= 0 && model != null) {
      lessons.promised(model, Promise.isKept(promise, pendingAt));
    }
  }

  /** Records the minimum duration of a task whose last wait has left while it was pending. */
  void deserted(Watch watch) {
    PollHistory polled = watch.history();
    if (polled != null && polled.pendingAt > 0) {
      add(watch, polled.pendingAt, Double.POSITIVE_INFINITY);
    }
  }

  private void add(Watch watch, double after, double until) {
    if (watch.lesson == 0) { // the model is known only now
      begin(watch);
      watch.polled().pendingAt = -1;
      gone(watch);
    }
    String model = model(watch);
    if (model == null || watch.lesson < 0) {
      return;
    }
    try {
      lessons.add(model, watch.lesson, estimate(watch), after, until);
    } catch (RuntimeException e) { // learning is optional and must not end a wait
      log.log(Level.ERROR, "Could not learn from a task.", e);
    }
  }

  /** {@return the model under which the task is counted as pending; null if it is not} */
  private static @Nullable String countedAs(Watch watch) {
    PollHistory polled = watch.history();
    return watch.counted
        ? watch.task.model().orElse(polled == null ? null : polled.countedAs)
        : null;
  }

  private static @Nullable String model(Watch watch) {
    PollHistory polled = watch.history();
    return watch.task.model().orElse(polled == null ? null : polled.model());
  }

  private static double estimate(Watch watch) {
    return watch.task.estimatedTime().map(Duration::toSeconds).orElse(0L).doubleValue();
  }
}
