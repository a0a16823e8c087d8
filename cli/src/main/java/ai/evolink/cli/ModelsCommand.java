package ai.evolink.cli;

import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import ai.evolink.model.RequestProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink models}: what can be asked. */
@Command(
    name = "models",
    header = "List the models that this version knows.",
    description = {
      "Asks nobody, and needs no key. The service may have more by now: every command takes any id.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} models --kind video",
      "  ${ROOT-COMMAND-NAME} models seedance",
      "  ${ROOT-COMMAND-NAME} models veo-3.1-generate-preview --json",
    })
final class ModelsCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Show only ids that contain TEXT. One id alone shows its properties too.")
  String text = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Show only models that make this: image, video or audio.")
  @Nullable Kind kind;

  @Option(names = "--all", description = "Show deprecated models too.")
  boolean all;

  @Mixin CommonOptions common = new CommonOptions();

  ModelsCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    List<ModelInfo> found =
        ModelCatalog.get().all().stream()
            .filter(model -> kind == null || model.kind() == kind)
            .filter(
                model ->
                    model.id().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
            .filter(model -> all || !model.deprecated() || model.id().equals(text))
            .toList();
    ModelInfo only =
        found.stream().filter(model -> model.id().equals(text)).findFirst().orElse(null);
    if (common.json) {
      console.document(found.stream().map(ModelsCommand::document).toList());
    } else if (only != null && found.size() == 1) {
      describe(only, console);
    } else {
      found.forEach(model -> console.line(line(model)));
    }
    if (found.isEmpty()) {
      console.note("No model known here fits. Ids that are not known can be asked all the same.");
    }
    return ExitCode.OK.number();
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
