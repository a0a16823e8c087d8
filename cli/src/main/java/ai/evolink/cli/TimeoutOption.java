package ai.evolink.cli;

import ai.evolink.TaskSnapshot;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.TimeConverter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to wait for a task. */
final class TimeoutOption {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Stop waiting after TIME: 90s, 5m, 1h30m. The task lives on and can be resumed. Default:"
              + " what the kind of task deserves, 10m for images.")
  @Nullable Duration timeout;

  WaitOptions toWaitOptions(Consumer<TaskSnapshot> onProgress) {
    WaitOptions.Builder options = WaitOptions.builder().onProgress(onProgress);
    if (timeout != null) {
      options.deadline(timeout);
    }
    return options.build();
  }
}
