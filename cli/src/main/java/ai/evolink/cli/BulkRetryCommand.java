package ai.evolink.cli;

import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkOrder;
import ai.evolink.bulk.BulkState;
import ai.evolink.bulk.JdbcTaskStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink bulk retry}: has items bought again. */
@Command(
    name = "retry",
    header = "Have items bought again that have failed, or are uncertain.",
    description = {
      "For an uncertain item it is your decision that nothing was bought: if it was, both are"
          + " charged. The workers buy it; asks the database only, and needs no key.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk retry sku-7 --bulk autumn --jdbc jdbc:sqlite:bulk.db",
      "  ${ROOT-COMMAND-NAME} bulk retry --failed --bulk autumn --jdbc jdbc:sqlite:bulk.db",
    })
final class BulkRetryCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "KEY", arity = "0..*", description = "Keys of the items.")
  List<String> keys = new ArrayList<>();

  @Option(names = "--failed", description = "All items whose task has failed.")
  boolean failed;

  @Mixin BulkItemsOptions items = new BulkItemsOptions();
  @Mixin BulkStoreOptions database = new BulkStoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  BulkRetryCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    if (keys.isEmpty() && !failed) {
      throw CliException.usage("Nothing is to be retried.", "Name a KEY, or add --failed.");
    }
    database.use(cli, this::retry);
    return ExitCode.OK.number();
  }

  private void retry(JdbcTaskStore store) {
    Bulk bulk = Bulks.named(store.bulks(), items.bulk);
    List<BulkOrder> wanted =
        new ArrayList<>(
            BulkItemsOptions.items(
                bulk, keys, EnumSet.of(BulkState.UNCERTAIN, BulkState.FAILED), "retried"));
    if (failed) {
      bulk.all(BulkState.FAILED).stream()
          .filter(item -> !keys.contains(item.key()))
          .forEach(wanted::add);
    }
    tell(wanted.stream().filter(BulkOrder::retry).map(BulkOrder::key).toList());
  }

  private void tell(List<String> retried) {
    if (common.json) {
      cli.console().document(Map.of("retried", retried));
    } else {
      cli.console()
          .line(
              retried.size() == 1
                  ? "1 item will be bought again."
                  : retried.size() + " items will be bought again.");
    }
  }
}
