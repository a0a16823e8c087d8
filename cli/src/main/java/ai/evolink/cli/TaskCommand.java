package ai.evolink.cli;

import ai.evolink.TaskHandle;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink task}: looks at tasks, or goes on waiting for them. */
@Command(
    name = "task",
    header = "Show tasks, wait for them, save their results.",
    description = {
      "Costs nothing. Without --wait and --out a task is looked at once, and a failed one is not an"
          + " error of this command; --out waits too.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} task task-unified-1757169743-7cvnl5zw",
      "  # what was bought on this machine, and its newest",
      "  ${ROOT-COMMAND-NAME} task list",
      "  ${ROOT-COMMAND-NAME} task last --out cat.png",
      "  ${ROOT-COMMAND-NAME} task evt1_aaWn4aGgNAM --wait --timeout 5m --json",
    })
final class TaskCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(names = "--wait", description = "Wait until the tasks have ended.")
  boolean wait;

  @Mixin TaskOptions options = new TaskOptions();

  TaskCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(options.common.json);
    options.words();
    TaskRun run = new TaskRun(cli, options);
    Remembered remembered = Remembered.of(cli, options.connection);
    List<TaskHandle> tasks = run.named(remembered);
    if (wait || options.save.out != null) {
      run.waitFor(tasks, remembered, options.save.out);
    } else {
      run.look(tasks, remembered);
    }
    return ExitCode.OK.number();
  }
}
