package ai.evolink.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evolink bulk}: looks after the bulks of a database. */
@Command(
    name = "bulk",
    header = "Work on the bulks of a database, and decide about their items.",
    description = {
      "A program of yours fills a bulk, with evolink-bulk; workers on any number of machines buy its"
          + " items, none twice. These commands look at it, work, and decide.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk status --jdbc jdbc:sqlite:bulk.db",
      "  ${ROOT-COMMAND-NAME} bulk work --jdbc jdbc:sqlite:bulk.db --out photos/ --until-done",
      "  ${ROOT-COMMAND-NAME} bulk retry sku-7 --bulk autumn --jdbc jdbc:sqlite:bulk.db",
      "",
      "Each command has options of its own, such as --json: see its --help.",
    })
final class BulkCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec here = Objects.requireNonNull(spec);
    throw new ParameterException(here.commandLine(), "There is no command.");
  }
}
