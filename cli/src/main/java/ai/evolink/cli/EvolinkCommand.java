package ai.evolink.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evolink}: the command above all commands. */
@Command(
    name = "evolink",
    header = "Images, videos and sound from prompts, with Evolink.",
    description = {
      "Takes the API key from the environment variable EVOLINK_API_KEY, or from where 'login' has"
          + " stored it, and another address of the service from EVOLINK_BASE_URL. The key is never an"
          + " argument and never printed.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} image \"A cat playing on the grass\" --emulator --out cat.png",
      "  ${ROOT-COMMAND-NAME} image --help",
      "  ${ROOT-COMMAND-NAME} login",
      "  ${ROOT-COMMAND-NAME} task list",
    })
final class EvolinkCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec here = java.util.Objects.requireNonNull(spec);
    throw new ParameterException(here.commandLine(), "There is no command.");
  }
}
