package ai.evolink.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evolink journal}: looks at what a client of the SDK has written down. */
@Command(
    name = "journal",
    header = "Look at the journal of a client.",
    description = {
      "Reads the file in which a client of the SDK writes down what it buys. Asks nobody, needs no"
          + " key, and changes nothing; the client may be running.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} journal show evolink.journal",
      "  ${ROOT-COMMAND-NAME} journal check evolink.journal",
      "",
      "Each command has options of its own, such as --json: see its --help.",
    })
final class JournalCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec here = Objects.requireNonNull(spec);
    throw new ParameterException(here.commandLine(), "There is no command.");
  }
}
