package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.RequestPreview;
import ai.evolink.TaskHandle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink image}: from a prompt to a file. */
@Command(
    name = "image",
    header = "Make an image from a prompt and save it.",
    description = {
      "Submits a paid task, waits for it and saves the result. The paths of the saved files are"
          + " printed on stdout, one a line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # try it without a key",
      "  ${ROOT-COMMAND-NAME} image \"A cat playing on the grass\" --emulator --out cat.png",
      "  # change a picture of yours",
      "  ${ROOT-COMMAND-NAME} image \"Give it a hat\" --reference cat.png --out hat.png",
      "  # another model, and a parameter that has no option here",
      "  ${ROOT-COMMAND-NAME} image \"A lighthouse\" --model nano-banana-2-beta --set seed=7",
      "  # submit now, fetch later",
      "  ${ROOT-COMMAND-NAME} image \"A lighthouse\" --no-wait",
      "  # the prompt from a file, the answer for a script",
      "  ${ROOT-COMMAND-NAME} image - --json --out pictures/ < prompt.txt",
    })
final class ImageCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "PROMPT", description = "What to draw; - reads it from stdin as UTF-8.")
  String prompt = "";

  @Mixin ImageOptions image = new ImageOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "PATH",
      description =
          "File to save to, or a directory if it exists as one or ends in a slash. Several results"
              + " get numbers. Default: the current directory, under the name of the result.")
  @Nullable String out;

  @Mixin TimeoutOption timeout = new TimeoutOption();

  @Option(
      names = "--no-wait",
      description = "Submit only, and print the task's id and the token that resumes it.")
  boolean noWait;

  @Option(
      names = "--dry-run",
      description = "Print the request as a curl command. Sends nothing, and needs no key.")
  boolean dryRun;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  ImageCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    ImageRequest request = image.toRequest(Prompt.of(prompt, cli.in()));
    if (dryRun) {
      preview(request);
    } else if (noWait) {
      submit(request);
    } else {
      generate(request);
    }
    return ExitCode.OK.number();
  }

  private void preview(ImageRequest request) {
    try (EvolinkClient client = Session.offline(cli, connection)) {
      RequestPreview preview = Arguments.check(() -> client.images().preview(request), null);
      if (!common.json) {
        cli.console().block(preview.toCurl());
        return;
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("method", preview.method());
      document.put("url", preview.url());
      document.put("body", Json.parse(preview.body()).orElse(preview.body()));
      document.put("curl", preview.toCurl());
      cli.console().document(document);
    }
  }

  private void submit(ImageRequest request) {
    if (out != null) {
      throw CliException.usage("--no-wait saves nothing, so that there is no use for --out.", null);
    }
    if (connection.emulator) {
      throw CliException.usage(
          "--no-wait leaves the task to the service, and --emulator ends with this command.",
          "Run '" + cli.name() + " emulator' beside it, and use --base-url.");
    }
    try (Session session = Session.open(cli, connection, task -> {})) {
      TaskHandle task =
          Arguments.check(() -> session.client().images().submit(request), null).await();
      String command = Resume.of(cli, connection, null).command(task);
      if (common.json) {
        cli.console().document(submitted(task, command));
      } else {
        cli.console().line(task.id());
        cli.console().line(task.toToken());
        cli.console().note("Wait for it with: " + command);
      }
    }
  }

  private static Map<String, Object> submitted(TaskHandle task, String command) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", task.id());
    document.put("token", task.toToken());
    task.model().ifPresent(model -> document.put("model", model));
    task.estimatedTime().ifPresent(time -> document.put("estimated_seconds", time.toSeconds()));
    document.put("resume", command);
    return document;
  }

  private void generate(ImageRequest request) {
    OutputTarget target = OutputTarget.of(out);
    target.requireWritable();
    Resume resume = Resume.of(cli, connection, out);
    try (Session session = Session.open(cli, connection, task -> announce(task, resume))) {
      Generation made =
          new TaskWait(cli, resume)
              .run(timeout, options -> session.client().images().generate(request, options));
      List<Path> files = new Results(cli, resume).save(made, target);
      if (common.json) {
        Map<String, @Nullable Object> document = TaskDocument.of(made.snapshot(), files);
        document.put("token", made.task().toToken());
        document.put("emulator", session.isEmulated());
        cli.console().document(document);
      }
    }
  }

  /** Without a bar, the log of whatever runs this is the place where a paid task is on record. */
  private void announce(TaskHandle task, Resume resume) {
    if (!resume.emulated()) {
      cli.console().bought(task, resume.command(task));
    }
  }
}
