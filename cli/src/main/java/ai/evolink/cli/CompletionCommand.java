package ai.evolink.cli;

import ai.evolink.cli.shell.FishCompletion;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evolink completion}: what makes a shell complete commands, options and models. */
@Command(
    name = "completion",
    header = "Print a script that completes commands, options and models in a shell.",
    description = {"For bash, zsh or fish. The command is completed under the name evolink.", ""},
    footer = {
      "",
      "Examples:",
      "  # in .bashrc, or in .zshrc after compinit",
      "  source <(evolink completion bash)",
      "  # once, for fish",
      "  ${ROOT-COMMAND-NAME} completion fish > evolink.fish",
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String NAME = "evolink";

  private final Cli cli;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  String shell = "";

  @Spec @Nullable CommandSpec spec;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    CommandLine root = Objects.requireNonNull(spec).root().commandLine();
    String script =
        switch (shell.toLowerCase(Locale.ROOT)) {
          case "bash", "zsh" -> AutoComplete.bash(NAME, root);
          case "fish" -> FishCompletion.of(NAME, root);
          default ->
              throw CliException.usage(
                  "There is no completion for '" + shell + "'.",
                  "There is for bash, zsh and fish.");
        };
    cli.console().block(script.stripTrailing());
    return ExitCode.OK.number();
  }
}
