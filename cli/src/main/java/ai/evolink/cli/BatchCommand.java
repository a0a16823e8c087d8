package ai.evolink.cli;

import ai.evolink.BatchOptions;
import ai.evolink.EvolinkClient;
import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import ai.evolink.JournalReport;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.SpendLimit;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink batch}: from a file of rows to a directory of results. */
@Command(
    name = "batch",
    header = "Make a file of rows, each bought once.",
    description = {
      "Checks all rows, shows what they cost, asks, and makes them. Stopped or killed at any moment,"
          + " the same command goes on: nothing is bought twice.",
      "",
      "Columns: order_id, the name of the purchase (without it, a hash of the row); prompt; model;"
          + " out, the file below DIR (without it, the order id); any other property of the model."
          + " All rows of a file make the same kind: images, videos or audio.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # try it without a key",
      "  ${ROOT-COMMAND-NAME} batch items.csv --out pictures/ --emulator",
      "  # what would it cost?",
      "  ${ROOT-COMMAND-NAME} batch items.csv --out pictures/ --dry-run",
      "  # in a script, within a limit",
      "  ${ROOT-COMMAND-NAME} batch items.csv --out pictures/ --max-credits 50 --yes"
          + " --report report.csv",
      "  # this row was bought, as the dashboard shows",
      "  ${ROOT-COMMAND-NAME} batch items.csv --out pictures/ --accept A7=task-unified-1757169743-a",
      "  # buy again what has failed",
      "  ${ROOT-COMMAND-NAME} batch items.csv --out pictures/ --retry-failed",
    })
final class BatchCommand implements Callable<Integer> {
  private static final String LEDGER = "batch";

  private final Cli cli;

  @Mixin BatchFilesOptions files = new BatchFilesOptions();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "Model for rows that name none. Any id goes.")
  @Nullable String model;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "What models make that are not known here: image, video or audio.")
  @Nullable Kind kind;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many rows to have under way at once. Default: 8.")
  int concurrency;

  @Option(
      names = "--max-credits",
      paramLabel = "N",
      description =
          "Submit no more once N credits may be spent, by all runs with this journal together.")
  @Nullable BigDecimal maxCredits;

  @Option(
      names = "--retry-failed",
      description = "Buy rows again whose task has failed in an earlier run.")
  boolean retryFailed;

  @Option(
      names = "--retry",
      paramLabel = "ORDER_ID",
      description =
          "Buy this row again, though it has failed or may have been bought. Repeat it for more.")
  List<String> retry = new ArrayList<>();

  @Mixin BatchDecisions decisions = new BatchDecisions();

  @Option(
      names = "--dry-run",
      description =
          "Check the rows and show what they cost. Buys nothing, and needs no key; asks for the"
              + " public price list.")
  boolean dryRun;

  @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal.")
  boolean yes;

  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin RequestOptions properties = new RequestOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  BatchCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    if (maxCredits != null && maxCredits.signum() < 0) {
      throw CliException.usage("--max-credits must not be negative.", null);
    }
    BatchOptions options =
        Arguments.check(
            () ->
                BatchOptions.builder()
                    .concurrency(concurrency)
                    .retry(purchase -> isWished(purchase.entry()))
                    .build(),
            null);
    try (BatchInput input = BatchInput.of(files.file, cli.in())) {
      Path journal = connection.emulator && files.journal == null ? null : files.journal(input);
      BatchCheck.Checked checked;
      try (EvolinkClient offline = Session.ofNoService()) {
        checked = new BatchCheck(cli.console(), input, rows(), offline).run();
      }
      if (dryRun) {
        return preview(input, checked, journal);
      }
      return make(input, checked, journal, options);
    }
  }

  private boolean isWished(JournalEntry entry) {
    boolean named = entry.orderId().filter(retry::contains).isPresent();
    return entry.state().mayBeRetried()
        && (named || (retryFailed && entry.state() != JournalState.UNCERTAIN));
  }

  private BatchPrice price(
      BatchCheck.Checked checked,
      BatchInput input,
      EvolinkClient client,
      Function<String, Optional<JournalEntry>> journal) {
    BatchRows maker = rows();
    new BatchDebris(input, maker, journal).requireNone(files.force);
    return BatchPrice.of(
        checked,
        input,
        maker,
        client,
        id -> journal.apply(id).filter(entry -> !isWished(entry)).isPresent());
  }

  private BatchRows rows() {
    Map<String, Object> base = properties.read();
    if (model != null) {
      base.put(RequestOptions.MODEL, model);
    }
    if (properties.callbackUrl != null) {
      base.put("callback_url", properties.callbackUrl.toString());
    }
    return new BatchRows(
        base, kind, properties.unchecked, files.folder(), timeout.toWaitOptions(task -> {}));
  }

  private int preview(BatchInput input, BatchCheck.Checked checked, @Nullable Path journal) {
    Function<String, Optional<JournalEntry>> known = known(journal);
    try (EvolinkClient client = Session.offline(cli, connection)) {
      BatchPrice price = price(checked, input, client, known);
      if (common.json) {
        cli.console().document(price.document());
      } else {
        cli.console().line(price.words() + ".");
      }
    }
    return ExitCode.OK.number();
  }

  /** Reads a journal that another command may be using. */
  private static Function<String, Optional<JournalEntry>> known(@Nullable Path journal) {
    if (journal == null || !Files.exists(journal)) {
      return id -> Optional.empty();
    }
    Map<String, JournalEntry> entries = new HashMap<>();
    try {
      JournalReport.read(journal).entries().forEach(e -> entries.put(e.key().id(), e));
    } catch (JournalException e) {
      throw unusable(e);
    }
    return id -> Optional.ofNullable(entries.get(id));
  }

  private int make(
      BatchInput input, BatchCheck.Checked checked, @Nullable Path file, BatchOptions options) {
    if (!yes && !connection.emulator && !cli.console().isInteractive()) {
      throw CliException.usage(
          "There is no terminal to ask on, and "
              + BatchCheck.rows(checked.rows())
              + " would cost something.",
          "Look with --dry-run, then add --yes.");
    }
    OutputTarget.of(files.folder() + "/").requireWritable();
    TaskJournal journal = file == null ? TaskJournal.inMemory() : TaskJournal.file(file);
    try (Session session = Session.openWith(cli, connection, client -> settings(client, journal))) {
      decisions.require(journal, retry);
      BatchPrice price = price(checked, input, session.client(), journal::find);
      requirePrices(price);
      if (price.toBuy() > 0 && !yes && !session.isEmulated() && !agreed(price)) {
        throw new CliException(
            Failure.of(ExitCode.INTERRUPTED, "Nothing was submitted.", null), null);
      }
      if (yes || session.isEmulated()) {
        cli.console().note(price.words() + ".");
      }
      decisions.make(session.client(), cli.console());
      try (BatchReport report = BatchReport.to(files.report)) {
        return new BatchRun(cli, input, rows(), checked, report, id -> isGivenUp(journal, id))
            .run(session.client(), options, file)
            .number();
      }
    } catch (JournalException e) {
      throw unusable(e);
    }
  }

  private static boolean isGivenUp(TaskJournal journal, String id) {
    return journal.find(id).filter(entry -> entry.state() == JournalState.GIVEN_UP).isPresent();
  }

  private EvolinkClient.Builder settings(EvolinkClient.Builder client, TaskJournal journal) {
    client.journal(journal);
    BigDecimal most = maxCredits;
    return most == null ? client : client.spendLimit(SpendLimit.of(most).ledger(LEDGER));
  }

  private void requirePrices(BatchPrice price) {
    if (maxCredits != null && price.unknownBecause() != null) {
      throw CliException.usage(
          "--max-credits needs prices, and some row has none, since "
              + price.unknownBecause()
              + ". Nothing was submitted.",
          "Run it without --max-credits, and limit the key in the Evolink dashboard.");
    }
  }

  private boolean agreed(BatchPrice price) {
    String limit =
        maxCredits != null && price.mayExceed(maxCredits)
            ? ", and --max-credits lets no more than " + maxCredits.toPlainString() + " through"
            : "";
    return cli.console().confirm(price.words() + limit + ". Go on?", cli.in());
  }

  private static CliException unusable(JournalException e) {
    return new CliException(Failure.of(ExitCode.USAGE, e.summary(), e.nextStep().orElse(null)), e);
  }
}
