package ai.evolink.cli;

import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkOrder;
import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink bulk status}: how far bulks are. */
@Command(
    name = "status",
    header = "Show how far the bulks of a database are.",
    description = {"Asks the database only, and needs no key. Workers may be running.", ""},
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk status --jdbc jdbc:sqlite:bulk.db",
      "  ${ROOT-COMMAND-NAME} bulk status --jdbc jdbc:sqlite:bulk.db --list uncertain",
    })
final class BulkStatusCommand implements Callable<Integer> {
  private final Cli cli;

  @Mixin BulkStoreOptions database = new BulkStoreOptions();

  @Option(names = "--bulk", paramLabel = "NAME", description = "This bulk only.")
  @Nullable String bulk;

  @Option(
      names = "--list",
      paramLabel = "STATE",
      description =
          "List the items in this state too: new, intent, accepted, done, failed, refused,"
              + " uncertain, given_up or cancelled.")
  @Nullable BulkState list;

  @Mixin CommonOptions common = new CommonOptions();

  BulkStatusCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    database.use(cli, store -> tell(Bulks.of(store, bulk)));
    return ExitCode.OK.number();
  }

  private void tell(List<Bulk> bulks) {
    List<Map<String, @Nullable Object>> documents = new ArrayList<>();
    List<BulkOrder> items = new ArrayList<>();
    for (Bulk each : bulks) {
      BulkProgress progress = each.progress();
      if (common.json) {
        documents.add(Bulks.document(each, progress));
      } else {
        cli.console().line(each.name() + ": " + Bulks.words(progress));
      }
      if (list != null) {
        items.addAll(each.all(list));
      }
    }
    if (!common.json) {
      items.forEach(item -> cli.console().line(Bulks.words(item)));
      return;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("bulks", documents);
    if (list != null) {
      document.put("list", items.stream().map(Bulks::document).toList());
    }
    cli.console().document(document);
  }
}
