package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.PriceEstimate;
import ai.evolink.RequestPreview;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.WaitOptions;
import ai.evolink.cli.history.History;
import ai.evolink.cli.models.NearMiss;
import ai.evolink.model.GenerationRequest;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * From a request to files: what the commands of all media have in common.
 *
 * @param <R> the requests of the medium
 */
abstract class GenerateCommand<R extends GenerationRequest> implements Callable<Integer> {
  private final Cli cli;

  @Mixin SaveOptions save = new SaveOptions();
  @Mixin TimeoutOption timeout = new TimeoutOption();

  @Option(
      names = "--no-wait",
      description = "Submit only, and print the task's id and the token that resumes it.")
  boolean noWait;

  @Option(
      names = "--dry-run",
      description =
          "Print the request as a curl command, and what it may cost. Buys nothing, and needs no"
              + " key; asks for the public price list.")
  boolean dryRun;

  @Option(names = "--no-price", description = "With --dry-run: ask nobody, and show no price.")
  boolean noPrice;

  @Option(
      names = "--confirm",
      description = "Show what it may cost, and ask before it is bought. Needs a terminal.")
  boolean confirm;

  @Option(
      names = "--max-credits",
      paramLabel = "N",
      description =
          "Submit nothing that may cost more than N credits by the public price list, or has no"
              + " price there.")
  @Nullable BigDecimal maxCredits;

  @Mixin HistoryOption history = new HistoryOption();
  @Mixin RequestOptions properties = new RequestOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  GenerateCommand(Cli cli) {
    this.cli = cli;
  }

  /** The request, with every documented limit checked unless that is switched off. */
  abstract R request(RequestOptions properties, InputStream in);

  abstract TaskFuture generate(EvolinkClient client, R request, SubmitOptions options);

  abstract EvolinkFuture<TaskHandle> submit(EvolinkClient client, R request, SubmitOptions options);

  abstract RequestPreview preview(EvolinkClient client, R request);

  /** {@return the options that were used for files, by the property that they set} */
  Map<String, String> mediaOptions() {
    return Map.of();
  }

  /**
   * Runs a step that may find something wrong with a file, and names the option that it came by.
   */
  private <T> T looking(Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Map<String, String> labels = properties.labels();
      labels.putAll(mediaOptions());
      throw new IllegalArgumentException(RequestOptions.inWordsOf(labels, message), e);
    }
  }

  @Override
  public final Integer call() {
    cli.console().useJson(common.json);
    R request = Arguments.check(() -> request(properties, cli.in()), null);
    hint(request.model().value());
    if (dryRun) {
      preview(request);
    } else if (confirm && !cli.console().isInteractive()) {
      throw CliException.usage(
          "--confirm needs a terminal to ask on.", "Look with --dry-run, and use --max-credits.");
    } else if (noWait) {
      submit(request);
    } else {
      generate(request);
    }
    return ExitCode.OK.number();
  }

  /** What to throw if nobody names a model. */
  final CliException withoutModel(Kind kind) {
    return ModelOffer.of(cli, connection, kind, !noPrice);
  }

  /** What models are looked among for one that may have been meant. */
  abstract Kind kind();

  private void hint(String model) {
    if (ModelCatalog.get().find(model).isEmpty()) {
      List<String> near =
          ModelCatalog.get()
              .similar(model)
              .map(one -> List.of(one.id()))
              .orElseGet(() -> NearMiss.to(List.of(model), kind(), 3));
      cli.console()
          .note(
              "Model \""
                  + model
                  + "\" is not known here, and is asked all the same"
                  + (near.isEmpty()
                      ? "."
                      : "; did you mean \"" + String.join("\" or \"", near) + "\"?"));
    }
  }

  private void preview(R request) {
    try (EvolinkClient client = Session.offline(cli, connection)) {
      RequestPreview preview = Arguments.check(() -> looking(() -> preview(client, request)), null);
      PriceEstimate price = noPrice ? null : client.prices().estimate(request).result();
      if (!common.json) {
        cli.console().block(preview.toCurl());
        if (price != null) {
          cli.console().note("Price: " + PriceWords.of(price) + ".");
          price.assumptions().forEach(assumed -> cli.console().note("Assumed: " + assumed));
        }
        return;
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("method", preview.method());
      document.put("url", preview.url());
      document.put("body", Json.parse(preview.body()).orElse(preview.body()));
      document.put("curl", preview.toCurl());
      if (price != null) {
        document.put("price", PriceWords.document(price));
      }
      cli.console().document(document);
    }
  }

  /** Shows the price and asks, if that is wished. */
  private void confirm(R request, EvolinkClient client) {
    if (!confirm) {
      return;
    }
    String price = PriceWords.of(client.prices().estimate(request).result());
    if (!cli.console().confirm("Price: " + price + ". Go on?", cli.in())) {
      throw new CliException(
          Failure.of(ExitCode.INTERRUPTED, "Nothing was submitted.", null), null);
    }
  }

  private void submit(R request) {
    if (save.out != null) {
      throw CliException.usage("--no-wait saves nothing, so that there is no use for --out.", null);
    }
    if (connection.emulator) {
      throw CliException.usage(
          "--no-wait leaves the task to the service, and --emulator ends with this command.",
          "Run '" + cli.name() + " emulator' beside it, and use --base-url.");
    }
    try (Session session = buying(task -> {})) {
      confirm(request, session.client());
      TaskHandle task =
          Arguments.check(
                  () ->
                      looking(
                          () -> submit(session.client(), request, terms(WaitOptions.ofDefaults()))),
                  null)
              .result();
      String command = Resume.of(cli, connection, null, false).command(task);
      if (common.json) {
        cli.console().document(submitted(task, command));
      } else {
        cli.console().line(task.id());
        cli.console().line(task.toToken());
        cli.console().note("Wait for it with: " + command);
      }
    }
  }

  private static Map<String, Object> submitted(TaskHandle task, String command) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", task.id());
    document.put("token", task.toToken());
    task.model().ifPresent(model -> document.put("model", model));
    task.estimatedTime().ifPresent(time -> document.put("estimated_seconds", time.toSeconds()));
    document.put("resume", command);
    return document;
  }

  private void generate(R request) {
    OutputTarget target = save.target(save.out, cli);
    target.requireWritable();
    Resume resume = Resume.of(cli, connection, save.out, save.force);
    try (Session session = buying(task -> announce(task, resume))) {
      confirm(request, session.client());
      Generation made =
          new TaskWait(cli, resume)
              .run(
                  timeout,
                  options ->
                      looking(
                          () ->
                              generate(
                                  session.client(), request, terms(session.waiting(options)))));
      List<Path> files = new Results(cli, resume, save.open).save(made, target);
      if (!common.json) {
        cost(made, session);
      } else {
        Map<String, @Nullable Object> document = TaskDocument.of(made.snapshot(), files);
        document.put("token", made.task().toToken());
        document.put("emulator", session.isEmulated());
        cli.console().document(document);
      }
    }
  }

  /** A session in which what is bought is remembered, unless it ends with this command. */
  private Session buying(Consumer<TaskHandle> onSubmitted) {
    History kept = connection.emulator ? null : history.open(cli);
    if (kept == null) {
      return Session.open(cli, connection, onSubmitted);
    }
    kept.tidy();
    return Session.openWith(
        cli, connection, client -> client.onSubmitted(onSubmitted).journal(kept.journal()));
  }

  private SubmitOptions terms(WaitOptions wait) {
    SubmitOptions.Builder options = SubmitOptions.builder().waitOptions(wait);
    BigDecimal most = maxCredits;
    return most == null
        ? options.build()
        : Arguments.check(() -> options.maxCost(most).build(), null);
  }

  private void cost(Generation made, Session session) {
    if (!session.isEmulated()) {
      made.creditsUsed()
          .ifPresent(used -> cli.console().note("Used " + used.toPlainString() + " credits."));
    }
  }

  private void announce(TaskHandle task, Resume resume) {
    if (!resume.emulated()) {
      cli.console().bought(task, resume.command(task));
    }
  }
}
