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
import picocli.CommandLine.Parameters;

/** {@code evolink bulk give-up}: stops asking about uncertain items. */
@Command(
    name = "give-up",
    header = "Stop asking about uncertain items.",
    description = {
      "They are not bought again, and still count with what they may have cost. Asks the database"
          + " only, and needs no key.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk give-up sku-7 --bulk autumn --jdbc jdbc:sqlite:bulk.db",
    })
final class BulkGiveUpCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(paramLabel = "KEY", arity = "1..*", description = "Keys of the items.")
  List<String> keys = new ArrayList<>();

  @Mixin BulkItemsOptions items = new BulkItemsOptions();
  @Mixin BulkStoreOptions database = new BulkStoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  BulkGiveUpCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    database.use(cli, this::giveUp);
    return ExitCode.OK.number();
  }

  private void giveUp(JdbcTaskStore store) {
    Bulk bulk = Bulks.named(store.bulks(), items.bulk);
    List<BulkOrder> wanted =
        BulkItemsOptions.items(bulk, keys, EnumSet.of(BulkState.UNCERTAIN), "given up");
    wanted.forEach(BulkOrder::giveUp);
    if (common.json) {
      cli.console().document(Map.of("given_up", wanted.stream().map(BulkOrder::key).toList()));
    } else {
      cli.console()
          .line(wanted.size() == 1 ? "1 item given up." : wanted.size() + " items given up.");
    }
  }
}
