package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.Kind;
import ai.evolink.ModelInfo;
import ai.evolink.cli.models.ModelSearch;
import ai.evolink.model.RequestProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evolink models}: what can be asked. */
@Command(
    name = "models",
    header = "List the models that this version knows.",
    description = {
      "Asks nobody, unless --live or --sort price is given, and needs no key. The service may have"
          + " more by now: every command takes any id. Without a model that fits, the exit code is"
          + " 14.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} models --kind video",
      "  ${ROOT-COMMAND-NAME} models --kind video --sort price",
      "  ${ROOT-COMMAND-NAME} models seedance fast",
      "  ${ROOT-COMMAND-NAME} models --live",
      "  ${ROOT-COMMAND-NAME} models pricing seedance-1.5-pro",
      "  ${ROOT-COMMAND-NAME} models veo-3.1-generate-preview --json",
    })
final class ModelsCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(
      names = "--live",
      description =
          "Ask the service what it has: which models are usable now, what else they are called, and"
              + " which ones this version does not know. Needs no key.")
  boolean live;

  @Mixin ModelsOptions options = new ModelsOptions();

  ModelsCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(options.common.json);
    ModelSearch search = options.search();
    if (live) {
      live(search, console);
      return ExitCode.OK.number();
    }
    List<ModelInfo> found = search.run();
    if (found.isEmpty()) {
      throw options.nothing();
    }
    if (options.sort == ModelsOptions.Sort.PRICE) {
      try (EvolinkClient client = Session.offline(cli, options.address.toConnection())) {
        PricedModels.show(PricedModels.of(client, found, options), console);
      }
      return ExitCode.OK.number();
    }
    if (options.sort == ModelsOptions.Sort.NAME) {
      found = found.stream().sorted(Comparator.comparing(ModelInfo::id)).toList();
    }
    ModelInfo only = search.exact(found);
    if (options.common.json) {
      console.document(found.stream().map(ModelsCommand::document).toList());
    } else if (only != null && found.size() == 1) {
      describe(only, console);
    } else {
      found.forEach(model -> console.line(line(model)));
    }
    return ExitCode.OK.number();
  }

  private void live(ModelSearch search, Console console) {
    if (options.sort != null) {
      throw CliException.usage(
          "--live has the order of the service, so that there is no use for --sort.", null);
    }
    try (EvolinkClient client = Session.offline(cli, options.address.toConnection())) {
      LiveModels models = LiveModels.of(client, search);
      if (models.isEmpty()) {
        throw options.nothing();
      }
      models.show(console);
    }
  }

  private static String line(ModelInfo model) {
    String note =
        model.aliasOf().map(id -> "alias of " + id).orElse(model.deprecated() ? "deprecated" : "");
    return String.format(Locale.ROOT, "%-6s %-40s %s", word(model.kind()), model.id(), note)
        .stripTrailing();
  }

  private static void describe(ModelInfo model, Console console) {
    console.line(line(model));
    for (RequestProperty property : model.request().properties()) {
      console.line("  " + property.name() + describe(property));
    }
  }

  private static String describe(RequestProperty property) {
    List<String> facts = new ArrayList<>();
    if (property.required()) {
      facts.add("required");
    }
    property.maxLength().ifPresent(max -> facts.add("at most " + max + " characters"));
    property.minItems().ifPresent(min -> facts.add("at least " + min + " items"));
    property.maxItems().ifPresent(max -> facts.add("at most " + max + " items"));
    property.minimum().ifPresent(min -> facts.add("from " + min.toPlainString()));
    property.maximum().ifPresent(max -> facts.add("to " + max.toPlainString()));
    property.multipleOf().ifPresent(step -> facts.add("in steps of " + step.toPlainString()));
    property.form().ifPresent(facts::add);
    property.media().ifPresent(media -> facts.add(media.kind() + " file or link"));
    if (!property.values().isEmpty()) {
      facts.add(String.join(" | ", property.values()));
    }
    return facts.isEmpty() ? "" : ": " + String.join(", ", facts);
  }

  private static Map<String, @Nullable Object> document(ModelInfo model) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", model.id());
    document.put("kind", word(model.kind()));
    document.put("request", model.request().name());
    document.put("deprecated", model.deprecated());
    document.put("alias_of", model.aliasOf().orElse(null));
    document.put(
        "properties", model.request().properties().stream().map(ModelsCommand::document).toList());
    return document;
  }

  private static Map<String, Object> document(RequestProperty property) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", property.name());
    document.put("required", property.required());
    property.maxLength().ifPresent(max -> document.put("max_length", max));
    property.minItems().ifPresent(min -> document.put("min_items", min));
    property.maxItems().ifPresent(max -> document.put("max_items", max));
    property.minimum().ifPresent(min -> document.put("minimum", min));
    property.maximum().ifPresent(max -> document.put("maximum", max));
    property.multipleOf().ifPresent(step -> document.put("multiple_of", step));
    property.form().ifPresent(form -> document.put("form", form));
    if (!property.values().isEmpty()) {
      document.put("values", property.values());
    }
    property.media().ifPresent(media -> document.put("media", media.kind()));
    return document;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
