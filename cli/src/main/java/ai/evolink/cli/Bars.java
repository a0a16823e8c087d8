package ai.evolink.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** Bars as all commands draw them: a name, how far it is, and words of the command's own. */
final class Bars {
  private static final int REDRAW_MILLIS = 200;

  private Bars() {}

  /** {@return a bar from 0 to {@code max}; null where a line cannot be written over} */
  static @Nullable ProgressBar on(
      Screen screen, PrintStream err, String name, long max, Supplier<String> words) {
    return screen.live()
        ? ProgressBar.builder()
            .setTaskName(name)
            .setInitialMax(max)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .continuousUpdate()
            .setRenderer(
                new Line(
                    screen.blocks() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII,
                    words))
            // A full last column would make some terminals wrap.
            .setConsumer(new ConsoleProgressBarConsumer(err, screen.width() - 1))
            .build()
        : null;
  }

  private static final class Line extends DefaultProgressBarRenderer {
    private final Supplier<String> words;

    Line(ProgressBarStyle style, Supplier<String> words) {
      super(style, "", 1, false, null, null, false, state -> Optional.<Duration>empty());
      this.words = words;
    }

    @Override
    protected String ratio(ProgressState progress) {
      return words.get();
    }
  }
}
