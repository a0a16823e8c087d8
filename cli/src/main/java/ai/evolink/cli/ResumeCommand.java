package ai.evolink.cli;

import ai.evolink.TaskHandle;
import ai.evolink.cli.history.Bought;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink resume}: saves what was bought and never fetched. */
@Command(
    name = "resume",
    header = "Save what was bought on this machine and not fetched yet.",
    description = {
      "After a hang-up, a crash or a reboot: waits for the tasks of the history that are named, or"
          + " for all that have not ended or were not saved, and saves their results. Costs nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} resume all --out pictures/",
      "  ${ROOT-COMMAND-NAME} resume last",
    })
final class ResumeCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Cli cli;

  @Mixin TaskOptions options = new TaskOptions();

  ResumeCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(options.common.json);
    List<String> words = options.words();
    TaskRun run = new TaskRun(cli, options);
    Remembered remembered = Remembered.of(cli, options.connection);
    boolean all = words.contains(ALL);
    if (all && words.size() > 1) {
      throw CliException.usage("'all' stands for every task, so that no other can be named.", null);
    }
    List<TaskHandle> tasks = all ? remembered.open() : run.named(remembered);
    if (all) {
      remembered.here().stream()
          .filter(each -> each.isUncertain(Instant.now()))
          .forEach(this::tell);
    }
    if (tasks.isEmpty()) {
      cli.console().note("There is nothing to resume.");
    } else {
      run.waitFor(tasks, remembered, options.save.out == null ? "./" : options.save.out);
    }
    return ExitCode.OK.number();
  }

  /** Nobody can resume what has no id. */
  private void tell(Bought uncertain) {
    cli.console()
        .note(
            "Perhaps bought on "
                + TaskListCommand.time(uncertain.at())
                + ", with "
                + uncertain.entry().model()
                + ", and no answer came back: look for it in the Evolink dashboard.");
  }
}
