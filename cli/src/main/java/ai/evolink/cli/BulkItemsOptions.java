package ai.evolink.cli;

import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkOrder;
import ai.evolink.bulk.BulkState;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The bulk whose items somebody decides about. */
final class BulkItemsOptions {
  @Option(names = "--bulk", paramLabel = "NAME", required = true, description = "Their bulk.")
  String bulk = "";

  /**
   * {@return the items of these keys, all of which must be in one of the states}
   *
   * @param what cannot be done with others
   */
  static List<BulkOrder> items(Bulk bulk, List<String> keys, Set<BulkState> states, String what) {
    List<BulkOrder> items = keys.stream().distinct().map(key -> Bulks.item(bulk, key)).toList();
    for (BulkOrder item : items) {
      if (!states.contains(item.state())) {
        throw CliException.usage(
            "KEY: '"
                + item.key()
                + "' cannot be "
                + what
                + ", since it is "
                + Text.word(item.state())
                + ". Nothing was changed.",
            null);
      }
    }
    return items;
  }
}
