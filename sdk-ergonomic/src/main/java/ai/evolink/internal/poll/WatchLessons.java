package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
import ai.evolink.internal.plan.Promise;
import ai.evolink.internal.time.Nanos;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
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
      watch.countedAs = watch.lesson > 0 ? model : null;
    }
  }

  /** Records that the last poll saw the task pending. */
  void stillPending(Watch watch) {
    float at = (float) Nanos.seconds(watch.elapsed(watch.polledAt));
    float before = watch.lesson == 0 ? -1 : watch.pendingAt;
    begin(watch);
    String model = watch.countedAs;
    if (model != null) {
      lessons.pending(model, before, at);
    }
    watch.pendingAt = at;
  }

  /** Records that the task is no longer pending or watched. Repeating it has no effect. */
  void gone(Watch watch) {
    String known = watch.countedAs;
    if (known != null) {
      lessons.gone(known, watch.pendingAt);
      watch.countedAs = null;
    }
  }

  /** Records that the task was seen completed {@code elapsed} nanoseconds after its submit. */
  void completed(Watch watch, long elapsed) {
    double after = Math.max(0, watch.pendingAt);
    if (watch.confirming) { // the callback shows nearly when it ended
      after = Math.max(after, Nanos.seconds(watch.elapsed(watch.polledAt)) - CALLBACK_SECONDS);
    }
    add(watch, after, Nanos.seconds(elapsed));
    double promise = watch.promise();
    String model = model(watch);
    if (promise >= 0 && model != null) {
      lessons.promised(model, Promise.isKept(promise, watch.pendingAt));
    }
  }

  /** Records the minimum duration of a task whose last wait has left while it was pending. */
  void deserted(Watch watch) {
    if (watch.pendingAt > 0) {
      add(watch, watch.pendingAt, Double.POSITIVE_INFINITY);
    }
  }

  private void add(Watch watch, double after, double until) {
    if (watch.lesson == 0) { // the model is known only now
      begin(watch);
      watch.pendingAt = -1;
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

  private static @Nullable String model(Watch watch) {
    TaskSnapshot last = watch.last;
    return watch.task.model().or(() -> last == null ? Optional.empty() : last.model()).orElse(null);
  }

  private static double estimate(Watch watch) {
    return watch.task.estimatedTime().map(Duration::toSeconds).orElse(0L).doubleValue();
  }
}
