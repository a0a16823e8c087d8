package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
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

  /** Records that the last poll saw the task pending. */
  void stillPending(Watch watch) {
    float at = (float) Nanos.seconds(watch.elapsed(watch.polledAt));
    String known = watch.countedAs;
    String model = known == null ? model(watch) : known;
    if (model != null) {
      lessons.pending(model, known == null ? -1 : watch.pendingAt, at);
      watch.countedAs = model;
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
  }

  /** Records the minimum duration of a task whose last wait has left while it was pending. */
  void deserted(Watch watch) {
    if (watch.pendingAt > 0) {
      add(watch, watch.pendingAt, Double.POSITIVE_INFINITY);
    }
  }

  private void add(Watch watch, double after, double until) {
    String model = model(watch);
    if (model == null) {
      return;
    }
    try {
      lessons.add(model, estimate(watch), after, until);
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
