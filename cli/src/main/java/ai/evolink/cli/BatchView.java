package ai.evolink.cli;

import ai.evolink.BatchEnd;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** One bar for all rows on a terminal; elsewhere a line for each tenth of them. Thread-safe. */
final class BatchView implements AutoCloseable {
  private static final int TENTHS = 10;

  private final Console console;
  private final int rows;
  private final @Nullable ProgressBar bar;
  private final long start = System.nanoTime();
  private long ended;
  private long done;
  private long failed;
  private long unsure;

  /** What this run has really waited for, in place of finding it done. */
  private long worked;

  private BigDecimal credits = BigDecimal.ZERO;
  private volatile String counts = "0 done";
  private boolean closed;

  BatchView(Console console, Screen screen, PrintStream err, int rows) {
    this.console = console;
    this.rows = rows;
    this.bar = Bars.on(screen, err, "Batch", rows, () -> counts);
  }

  void show(BatchEnd end) {
    boolean tenth;
    long so;
    synchronized (this) {
      ended++;
      switch (end.state()) {
        case DONE -> done++;
        case UNCERTAIN -> unsure++;
        default -> failed++;
      }
      if (end.state() != BatchEnd.State.DONE || end.generation().isPresent()) {
        worked++;
      }
      credits = credits.add(end.credits().orElse(BigDecimal.ZERO));
      counts = counts();
      so = ended;
      tenth = ended * TENTHS / rows > (ended - 1) * TENTHS / rows && ended < rows;
    }
    if (bar != null) {
      bar.stepTo(so); // without our lock: the bar has one of its own, which it holds as it draws
    } else if (tenth) {
      console.note(
          so + " of " + rows + ": " + counts, Map.of("ended", so, "rows", rows, "status", counts));
    }
  }

  private String counts() {
    return done
        + " done, "
        + failed
        + " failed, "
        + unsure
        + " unsure, "
        + credits.stripTrailingZeros().toPlainString()
        + " credits"
        + left();
  }

  private String left() {
    if (worked == 0 || ended >= rows) {
      return "";
    }
    Duration left = Duration.ofNanos((System.nanoTime() - start) / worked * (rows - ended));
    return ", "
        + (left.toHours() > 0
            ? left.toHours() + "h" + left.toMinutesPart() + "m"
            : left.toMinutes() > 0
                ? left.toMinutes() + "m" + left.toSecondsPart() + "s"
                : left.toSeconds() + "s")
        + " left";
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (bar != null) {
      bar.close();
    }
  }
}
