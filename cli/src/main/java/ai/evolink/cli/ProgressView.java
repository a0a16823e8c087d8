package ai.evolink.cli;

import ai.evolink.TaskSnapshot;
import java.io.PrintStream;
import java.util.OptionalInt;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A bar with per cent, status and elapsed time, or nothing at all. Thread-safe. */
final class ProgressView implements AutoCloseable {
  private static final int DONE = 100;

  private final @Nullable ProgressBar bar;
  private volatile String status = "submitting";
  private boolean seen;
  private boolean closed;

  private ProgressView(Screen screen, PrintStream err) {
    this.bar = Bars.on(screen, err, "Task", DONE, () -> status);
  }

  static ProgressView on(Screen screen, PrintStream err) {
    return new ProgressView(screen, err);
  }

  boolean isLive() {
    return bar != null;
  }

  /** Shows where a task stands. The bar never goes back, whatever the service tells. */
  synchronized void show(TaskSnapshot task) {
    if (bar == null || closed) {
      return;
    }
    seen = true;
    status = Text.harmless(task.status().value());
    OptionalInt progress = task.progress();
    if (progress.isPresent()) {
      bar.stepTo(Math.max(bar.getCurrent(), Math.min(DONE, progress.getAsInt())));
    }
  }

  /** Shows a word until the task itself has been seen. */
  synchronized void show(String status) {
    if (!seen) {
      this.status = status;
    }
  }

  /** Draws the bar a last time and ends its line. */
  @Override
  public synchronized void close() {
    if (bar != null && !closed) {
      closed = true;
      bar.close();
    }
  }
}
