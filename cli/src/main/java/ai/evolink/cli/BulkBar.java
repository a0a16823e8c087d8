package ai.evolink.cli;

import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkState;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** One bar for the items of bulks on a terminal; elsewhere a line for each tenth of them. */
final class BulkBar implements AutoCloseable {
  private static final int TENTHS = 10;

  private final Console console;
  private final @Nullable ProgressBar bar;
  private volatile String counts = "";
  private long tenths;

  BulkBar(Console console, Screen screen, PrintStream err) {
    this.console = console;
    this.bar = Bars.on(screen, err, "Bulk", 1, () -> counts);
  }

  void show(Collection<BulkProgress> all) {
    long total = all.stream().mapToLong(BulkProgress::total).sum();
    long ended =
        all.stream()
            .mapToLong(
                progress ->
                    progress.total()
                        - progress.count(BulkState.NEW)
                        - progress.count(BulkState.INTENT)
                        - progress.count(BulkState.ACCEPTED))
            .sum();
    counts =
        count(all, BulkState.DONE)
            + " done, "
            + (count(all, BulkState.FAILED) + count(all, BulkState.REFUSED))
            + " failed, "
            + count(all, BulkState.UNCERTAIN)
            + " unsure, "
            + all.stream()
                .map(BulkProgress::credits)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros()
                .toPlainString()
            + " credits";
    if (bar != null) {
      bar.maxHint(Math.max(1, total));
      bar.stepTo(ended);
      return;
    }
    long reached = total == 0 ? 0 : ended * TENTHS / total;
    if (reached > tenths && ended < total) {
      console.note(
          ended + " of " + total + ": " + counts,
          Map.of("ended", ended, "items", total, "status", counts));
    }
    tenths = reached;
  }

  private static long count(Collection<BulkProgress> all, BulkState state) {
    return all.stream().mapToLong(progress -> progress.count(state)).sum();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
