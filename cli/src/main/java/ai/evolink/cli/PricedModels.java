package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.ModelInfo;
import ai.evolink.cli.models.LiveCatalog;
import ai.evolink.cli.models.PriceTag;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models with their prices, from one answer of the service. */
final class PricedModels {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * A model and what it costs.
   *
   * @param tag null if the list has no price
   */
  record Priced(ModelInfo model, @Nullable PriceTag tag) {
    String unit() {
      return tag == null ? "" : tag.unit();
    }

    BigDecimal credits() {
      return tag == null ? BigDecimal.ZERO : tag.least();
    }

    List<String> row() {
      return List.of(
          word(model),
          model.id(),
          tag == null ? "no price" : tag.words() + (tag.parts() > 1 ? ", and more" : ""));
    }

    Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("id", model.id());
      document.put("kind", word(model));
      document.put("credits_least", tag == null ? null : tag.least());
      document.put("credits_most", tag == null ? null : tag.most());
      document.put("unit", tag == null ? null : tag.unit());
      document.put("parts", tag == null ? null : tag.parts());
      return document;
    }
  }

  private PricedModels() {}

  static List<Priced> of(EvolinkClient client, List<ModelInfo> models, ModelsOptions options) {
    Map<String, PriceTag> prices = new LiveCatalog(client).prices(options.kind, PATIENCE);
    List<Priced> priced = new ArrayList<>();
    models.forEach(
        model -> priced.add(new Priced(model, LiveCatalog.priceOf(model, prices).orElse(null))));
    if (options.sort == ModelsOptions.Sort.PRICE) {
      priced.sort(byPrice(priced));
    } else if (options.sort == ModelsOptions.Sort.NAME) {
      priced.sort(Comparator.comparing(each -> each.model().id()));
    }
    return priced;
  }

  /** The unit of most models first, within it the cheapest; those without a price come last. */
  private static Comparator<Priced> byPrice(List<Priced> priced) {
    Map<String, Integer> models = new HashMap<>();
    priced.forEach(each -> models.merge(each.unit(), 1, Integer::sum));
    return Comparator.<Priced>comparingInt(each -> each.unit().isEmpty() ? 1 : 0)
        .thenComparingInt(each -> -models.getOrDefault(each.unit(), 0))
        .thenComparing(Priced::unit)
        .thenComparing(Priced::credits)
        .thenComparing(each -> each.model().id());
  }

  static void show(List<Priced> priced, Console console) {
    if (console.json()) {
      console.document(priced.stream().map(Priced::document).toList());
    } else {
      Tables.lines(priced.stream().map(Priced::row).toList()).forEach(console::line);
    }
  }

  private static String word(ModelInfo model) {
    return model.kind().name().toLowerCase(Locale.ROOT);
  }
}
