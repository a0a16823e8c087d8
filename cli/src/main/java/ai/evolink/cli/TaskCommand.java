package ai.evolink.cli;

import ai.evolink.Generation;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink task}: looks at a task, or goes on waiting for one. */
@Command(
    name = "task",
    header = "Show a task, wait for it, save its results.",
    description = {
      "Costs nothing. Without --wait and --out the task is looked at once, and a failed one is not"
          + " an error of this command.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} task task-unified-1757169743-7cvnl5zw",
      "  ${ROOT-COMMAND-NAME} task evt1_aaWn4aGgNAM --wait --out cat.png",
      "  ${ROOT-COMMAND-NAME} task evt1_aaWn4aGgNAM --wait --timeout 5m --json",
    })
final class TaskCommand implements Callable<Integer> {
  private static final String TOKEN_START = "evt";

  private final Cli cli;

  @Parameters(
      paramLabel = "ID_OR_TOKEN",
      description = "Id of the task, or the token that was printed for it.")
  String task = "";

  @Option(names = "--wait", description = "Wait until the task has ended.")
  boolean wait;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "PATH",
      description =
          "Wait too, and save the results to this file, or directory if it exists as one or ends in"
              + " a slash.")
  @Nullable String out;

  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  TaskCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    @Nullable TaskHandle handle =
        task.startsWith(TOKEN_START)
            ? Arguments.check(() -> TaskHandle.fromToken(task), "Give the task's id instead.")
            : null;
    if (wait || out != null) {
      waitFor(handle);
    } else {
      look(handle == null ? task : handle.id());
    }
    return ExitCode.OK.number();
  }

  private void look(String id) {
    try (Session session = Session.open(cli, connection, submitted -> {})) {
      TaskSnapshot now = Arguments.check(() -> session.client().tasks().get(id), null).result();
      show(now, List.of());
    }
  }

  private void waitFor(@Nullable TaskHandle handle) {
    OutputTarget target = OutputTarget.of(out);
    if (out != null) {
      target.requireWritable();
    }
    Resume resume = Resume.of(cli, connection, out);
    try (Session session = Session.open(cli, connection, submitted -> {})) {
      Generation made =
          new TaskWait(cli, resume)
              .run(
                  timeout,
                  options ->
                      handle == null
                          ? session.client().tasks().follow(task, options)
                          : session.client().tasks().follow(handle, options));
      List<Path> files = out == null ? List.of() : new Results(cli, resume).save(made, target);
      if (out == null || common.json) {
        show(made.snapshot(), files);
      }
    }
  }

  private void show(TaskSnapshot now, List<Path> files) {
    Console console = cli.console();
    if (common.json) {
      console.document(TaskDocument.of(now, files));
      return;
    }
    console.line("task    " + now.id());
    now.model().ifPresent(model -> console.line("model   " + model));
    String progress =
        now.progress().isPresent() && !now.isTerminal()
            ? ", " + now.progress().getAsInt() + " %"
            : "";
    console.line("status  " + now.status().value() + progress);
    now.error()
        .ifPresent(error -> console.line("error   " + error.code() + ": " + error.message()));
    now.results().forEach(link -> console.line("result  " + Text.cut(link.toString())));
    now.unusableResults().forEach(text -> console.line("unusable result  " + Text.cut(text)));
  }
}
