package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.ModelInfo;
import ai.evolink.ModelPrice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink models pricing}: what models cost. */
@Command(
    name = "pricing",
    header = "Show what models cost, by the public price list.",
    description = {
      "Needs no key. A list shows the rate of what is made; many rules multiply it, by resolution for"
          + " instance, and have more parts: one id in full shows the whole rule. Your account may"
          + " pay less. For a price of your request use --dry-run.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} models pricing --kind video --sort price",
      "  ${ROOT-COMMAND-NAME} models pricing seedance-1.5-pro",
    })
final class ModelsPricingCommand implements Callable<Integer> {
  private final Cli cli;

  @Mixin ModelsOptions options = new ModelsOptions();

  ModelsPricingCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(options.common.json);
    List<ModelInfo> found = options.search().run();
    if (found.isEmpty()) {
      throw options.nothing();
    }
    ModelInfo only = options.search().exact(found);
    try (EvolinkClient client = Session.offline(cli, options.address.toConnection())) {
      if (only == null) {
        PricedModels.show(PricedModels.of(client, found, options), console);
      } else {
        show(client.prices().of(only.id()).result(), console);
      }
    }
    return ExitCode.OK.number();
  }

  private static void show(ModelPrice price, Console console) {
    if (!console.json()) {
      price.toString().lines().forEach(console::line);
      price.listVersion().ifPresent(version -> console.line("price list " + version));
      return;
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", price.model());
    document.put("unknown_because", price.unknownBecause().orElse(null));
    document.put("list_version", price.listVersion().orElse(null));
    document.put("parts", price.parts().stream().map(ModelsPricingCommand::document).toList());
    console.document(document);
  }

  private static Map<String, @Nullable Object> document(ModelPrice.Part part) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("name", part.name());
    document.put("unit", part.unit());
    document.put("credits", part.rate());
    document.put("tiers", part.tiers());
    document.put("multipliers", part.multipliers());
    document.put("minimum", part.minimum());
    return document;
  }
}
