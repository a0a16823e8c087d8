package ai.evolink.emulator;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of all models with what they take and cost, made of the spec and the price list. */
final class ModelsPage {

  private static final BigDecimal CREDITS_A_DOLLAR = new BigDecimal("68");

  private static final String HEAD =
      """
      # Models and prices

      Every model of this version: %d of them, and %d more ids that stand for one of these. Made from the spec and from the
      price list of the emulator, which has the public default prices of October 2026. Prices change, and an account may have
      its own: `evolink.prices()` reads them when it matters, as [What will it cost?](what-will-it-cost.md) says. A model that
      is not here can be asked for all the same: [Tomorrow's models](tomorrows-models.md).

      | column | says |
      |---|---|
      | model | the id, with a link to its documentation; below it other ids for the same |
      | Java | the typed request |
      | takes | what the request can be made of |
      | smallest | the price of a request with nothing but what is required, in credits; 68 credits are a dollar. What only the service can measure counts as in [the emulator](../emulator/README.md#prices): input of five seconds, 1,000 tokens a picture |
      | price | in credits; fields of the request stand in words such as `quality` |
      """;

  private static final String TABLE =
      "| model | Java | takes | smallest | price |\n|---|---|---|---:|---|\n";

  private final Spec spec = Spec.get();
  private final PriceBook prices = new PriceBook(spec, EmulatorClock.manual());

  String text() {
    long aliases = SampleRequest.all().stream().filter(sample -> isAlias(sample.model())).count();
    StringBuilder page =
        new StringBuilder(HEAD.formatted(SampleRequest.all().size() - aliases, aliases));
    for (String medium : List.of("image", "video", "audio")) {
      List<SampleRequest> samples =
          SampleRequest.all().stream()
              .filter(sample -> sample.medium().equals(medium) && !isAlias(sample.model()))
              .sorted((a, b) -> a.model().compareTo(b.model()))
              .toList();
      page.append("\n## ").append(title(medium)).append("\n\n").append(TABLE);
      samples.forEach(sample -> page.append(row(sample)).append('\n'));
    }
    return page.toString();
  }

  private boolean isAlias(String model) {
    return spec.aliases().containsKey(model);
  }

  private static String title(String medium) {
    return switch (medium) {
      case "image" -> "Images";
      case "video" -> "Videos";
      default -> "Audio";
    };
  }

  private String row(SampleRequest sample) {
    JsonNode shape = sample.shape();
    String documentation = shape.path("externalDocs").path("url").asString("");
    String id = "`" + sample.model() + "`";
    String model = documentation.isEmpty() ? id : "[" + id + "](" + documentation + ")";
    String others =
        spec.aliases().entrySet().stream()
            .filter(alias -> alias.getValue().equals(sample.model()))
            .map(alias -> "`" + alias.getKey() + "`")
            .collect(joining(", "));
    return "| "
        + String.join(
            " | ",
            model
                + (shape.path("deprecated").asBoolean(false) ? " (deprecated)" : "")
                + (others.isEmpty() ? "" : "<br>" + others),
            "`" + sample.schema().substring(sample.schema().lastIndexOf('/') + 1) + "`",
            takes(shape),
            smallest(sample),
            price(sample.model()))
        + " |";
  }

  /** The kinds of input that some field of the request is for. */
  private String takes(JsonNode shape) {
    Set<String> media = new TreeSet<>();
    collect(shape, media, 0);
    List<String> all = new ArrayList<>();
    if (shape.path("properties").has("prompt")) {
      all.add("text");
    }
    for (String kind : List.of("image", "video", "audio")) {
      if (media.contains(kind)) {
        all.add(kind.equals("image") ? "pictures" : kind.equals("video") ? "video" : "sound");
      }
    }
    return all.isEmpty() ? "ids" : String.join(", ", all);
  }

  private void collect(JsonNode node, Set<String> media, int depth) {
    JsonNode shape = spec.resolve(node);
    for (JsonNode marked : List.of(node, shape)) {
      marked.path("x-media").path("kind").asStringOpt().ifPresent(media::add);
    }
    if (depth < 4) {
      shape.path("properties").forEach(property -> collect(property, media, depth + 1));
      if (shape.has("items")) {
        collect(shape.path("items"), media, depth + 1);
      }
    }
  }

  private String smallest(SampleRequest sample) {
    Charge charge = prices.charge(sample.operation(), sample.model(), sample.body());
    // What the emulator charges for others is the sample of their documentation, and nobody's
    // price.
    if (prices.rule(sample.model()).isEmpty()) {
      return "";
    }
    BigDecimal dollars = charge.used().divide(CREDITS_A_DOLLAR, 3, RoundingMode.HALF_UP);
    return PriceWords.text(charge.used()) + (dollars.signum() == 0 ? "" : " ($" + dollars + ")");
  }

  private String price(String model) {
    Optional<ObjectNode> rule = prices.rule(model);
    return rule.map(PriceWords::of).orElse("not in the price list");
  }
}
