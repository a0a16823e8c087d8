package ai.evolink.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink task wait}: waits for tasks. */
@Command(
    name = "wait",
    header = "Wait for tasks, and save their results with --out.",
    description = {
      "Costs nothing. With several, the exit code is that of the last one that went wrong; the others"
          + " are waited for all the same.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} task wait last --out cat.png",
      "  ${ROOT-COMMAND-NAME} task wait task-unified-1757169743-7cvnl5zw --out pictures/",
    })
final class TaskWaitCommand implements Callable<Integer> {
  private final Cli cli;

  @Mixin TaskOptions options = new TaskOptions();

  TaskWaitCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(options.common.json);
    options.words();
    TaskRun run = new TaskRun(cli, options);
    Remembered remembered = Remembered.of(cli, options.connection);
    run.waitFor(run.named(remembered), remembered, options.save.out);
    return ExitCode.OK.number();
  }
}
