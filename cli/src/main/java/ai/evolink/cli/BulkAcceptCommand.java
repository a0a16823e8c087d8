package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalException;
import ai.evolink.TaskHandle;
import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkOrder;
import ai.evolink.bulk.BulkState;
import ai.evolink.bulk.JdbcTaskStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code evolink bulk accept}: says which task an uncertain item has bought. */
@Command(
    name = "accept",
    header = "Say which task an uncertain item has bought.",
    description = {
      "Asks the service whether medium, model and time of the task fit. The workers then wait for it"
          + " and store its results.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk accept sku-7 task-unified-1757169743-abcdefgh --bulk autumn"
          + " --jdbc jdbc:sqlite:bulk.db",
    })
final class BulkAcceptCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(index = "0", paramLabel = "KEY", description = "Key of the item.")
  String key = "";

  @Parameters(index = "1", paramLabel = "TASK", description = "Id of the task that it has bought.")
  String task = "";

  @Mixin BulkItemsOptions items = new BulkItemsOptions();
  @Mixin BulkStoreOptions database = new BulkStoreOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  BulkAcceptCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    JdbcTaskStore store = database.store(cli);
    database.service(store);
    try (Session session = Session.openWith(cli, connection, client -> client.journal(store))) {
      TaskHandle bought = accept(session.client(), store);
      if (common.json) {
        cli.console().document(Map.of("item", key, "task", bought.id()));
      } else {
        cli.console().line("The item " + key + " has bought " + bought.id() + ".");
      }
    } catch (JournalException e) {
      throw database.unusable(e);
    }
    return ExitCode.OK.number();
  }

  private TaskHandle accept(EvolinkClient evolink, JdbcTaskStore store) {
    Bulks.named(store.bulks(), items.bulk); // open would make one of a misspelt name
    Bulk bulk = Bulk.open(evolink, store, items.bulk);
    BulkOrder order =
        BulkItemsOptions.items(bulk, List.of(key), EnumSet.of(BulkState.UNCERTAIN), "settled")
            .get(0);
    return Arguments.check(
        () -> order.accept(task).result(), "Look for the right task in the dashboard.");
  }
}
