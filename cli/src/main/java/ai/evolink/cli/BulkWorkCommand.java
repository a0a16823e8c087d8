package ai.evolink.cli;

import ai.evolink.JournalException;
import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkProgress;
import ai.evolink.bulk.BulkState;
import ai.evolink.bulk.BulkWorker;
import ai.evolink.bulk.JdbcTaskStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink bulk work}: a worker of a database, until it is stopped or all is done. */
@Command(
    name = "work",
    header = "Buy the items of the bulks of a database, and store their results.",
    description = {
      "Together with all other workers of the database, on this machine and others. Ctrl-C,"
          + " kill -9 or a power failure at any moment: the others go on, or the next one.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} bulk work --jdbc jdbc:sqlite:bulk.db --out photos/ --until-done",
      "  # one of many, in a cluster",
      "  ${ROOT-COMMAND-NAME} bulk work --jdbc jdbc:postgresql://db/shop --user shop"
          + " --password-file /run/secrets/db --out /mnt/photos/",
    })
final class BulkWorkCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Directory to save to; made if it is not there.")
  String out = "";

  @Option(
      names = "--until-done",
      description = "End when every item is in a final state, or held back by the limit.")
  boolean untilDone;

  @Option(
      names = "--bulk",
      paramLabel = "NAME",
      description = "Watch this bulk only. The worker still buys for all of the database.")
  @Nullable String bulk;

  @Option(
      names = "--max-credits",
      paramLabel = "N",
      description = "Limit of the bulk, with --bulk: for all its workers together, from now on.")
  @Nullable BigDecimal maxCredits;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Submits per second of all workers of the database together, from now on.")
  @Nullable Double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many submits of this worker may be under way. Default: 32.")
  int concurrency;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How often to buy an item whose task fails, was refunded and may succeed. Default: 2.")
  int maxAttempts;

  @Mixin BulkStoreOptions database = new BulkStoreOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  BulkWorkCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.console().useJson(common.json);
    if (maxCredits != null && bulk == null) {
      throw CliException.usage("--max-credits needs --bulk: each bulk has a limit.", null);
    }
    if (out.isBlank() || out.equals("-")) {
      throw CliException.usage("--out needs the name of a directory, but was '" + out + "'.", null);
    }
    OutputTarget.of(out + "/").requireWritable();
    BulkWatch watch = new BulkWatch(cli);
    var guard = cli.interrupts().during(watch::interrupt);
    try {
      work(watch);
    } catch (JournalException e) {
      throw database.unusable(e);
    } finally {
      watch.leave();
      guard.close();
    }
    return watch.isStopped() ? ExitCode.INTERRUPTED.number() : tell(watch.last()).number();
  }

  @SuppressWarnings("try") // the worker works, and nobody talks to it
  private void work(BulkWatch watch) {
    JdbcTaskStore store = database.store(cli);
    database.service(store);
    try (Session session = Session.openWith(cli, connection, client -> client.journal(store))) {
      List<Bulk> chosen = Bulks.of(store, bulk);
      BulkWorker.Builder worker = BulkWorker.builder(session.client(), store);
      BulkWorker.Builder ready = Arguments.check(() -> settings(worker, chosen), null);
      try (BulkWorker working = ready.start()) {
        watch.watch(() -> bulk == null ? store.bulks() : chosen, !untilDone);
      }
    }
  }

  private BulkWorker.Builder settings(BulkWorker.Builder worker, List<Bulk> bulks) {
    worker.saveInto(Arguments.path(out)).concurrency(concurrency).maxAttempts(maxAttempts);
    if (maxCredits != null) {
      bulks.forEach(each -> each.spendLimit(maxCredits));
    }
    return rate == null ? worker : worker.submitsPerSecond(rate);
  }

  private ExitCode tell(Map<Bulk, BulkProgress> ended) {
    if (common.json) {
      List<Map<String, @Nullable Object>> bulks = new ArrayList<>();
      ended.forEach((each, progress) -> bulks.add(Bulks.document(each, progress)));
      cli.console().document(Map.of("bulks", bulks));
    } else {
      ended.forEach(
          (each, progress) -> cli.console().line(each.name() + ": " + Bulks.words(progress) + "."));
    }
    ExitCode code = exitCode(ended.values());
    if (code != ExitCode.OK) {
      long all = ended.values().stream().mapToLong(BulkProgress::total).sum();
      throw new CliException(
          Failure.of(
              code,
              all - count(ended.values(), BulkState.DONE) + " of " + all + " items not done.",
              next(code)),
          null);
    }
    return code;
  }

  private String next(ExitCode code) {
    String bulks = cli.name() + " bulk ";
    return switch (code) {
      case UNCERTAIN ->
          "Look for the uncertain ones in the dashboard, then decide: "
              + bulks
              + "accept, retry or give-up.";
      case LIMIT -> "Run it again with --bulk and a greater --max-credits: it goes on.";
      case TASK_FAILED -> bulks + "retry --failed has them bought again.";
      default -> bulks + "status --list refused says why.";
    };
  }

  /** The first that applies, as for a batch. */
  private static ExitCode exitCode(Collection<BulkProgress> ended) {
    if (count(ended, BulkState.UNCERTAIN) > 0) {
      return ExitCode.UNCERTAIN;
    }
    if (count(ended, BulkState.NEW) > 0) {
      return ExitCode.LIMIT;
    }
    if (count(ended, BulkState.FAILED) > 0) {
      return ExitCode.TASK_FAILED;
    }
    return count(ended, BulkState.REFUSED) > 0 ? ExitCode.REFUSED : ExitCode.OK;
  }

  private static long count(Collection<BulkProgress> all, BulkState state) {
    return all.stream().mapToLong(progress -> progress.count(state)).sum();
  }
}
