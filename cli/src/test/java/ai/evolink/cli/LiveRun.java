package ai.evolink.cli;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Help.Ansi;

/** A command that runs while the test looks on, and that the test can interrupt. */
final class LiveRun {
  final WatchedOutput out = new WatchedOutput();
  final WatchedOutput err = new WatchedOutput();
  final Interrupts interrupts = new Interrupts();
  private final FutureTask<Integer> run;

  LiveRun(Screen screen, String baseUrl, String... args) {
    this(screen, baseUrl, InputStream.nullInputStream(), args);
  }

  LiveRun(Screen screen, Map<String, String> env, String... args) {
    this(screen, env, InputStream.nullInputStream(), args);
  }

  /**
   * @param in what is typed
   */
  LiveRun(Screen screen, String baseUrl, InputStream in, String... args) {
    this(screen, baseUrl.isEmpty() ? Map.of() : Run.environment(baseUrl), in, args);
  }

  private LiveRun(Screen screen, Map<String, String> env, InputStream in, String... args) {
    Cli cli =
        new Cli(
            "./evolink",
            new Console(out.stream(), err.stream(), () -> screen),
            env,
            in,
            interrupts);
    run = new FutureTask<>(() -> new Commands(cli, Ansi.OFF).run(args, out.stream(), err.stream()));
    new Thread(run, "command").start();
  }

  int exit() throws InterruptedException, ExecutionException, TimeoutException {
    return run.get(30, TimeUnit.SECONDS);
  }
}
