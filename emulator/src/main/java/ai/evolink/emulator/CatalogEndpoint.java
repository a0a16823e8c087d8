package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public catalogue: which models there are, and what they cost. Asks for no key. */
final class CatalogEndpoint {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final String RULES = "/pricing-rules";

  /** What the words of a filter may be; any word will do for the others. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "modality", Set.of("text", "image", "video", "audio"),
          "lifecycle", Set.of("active", "preview", "deprecated"),
          "view", Set.of("summary", "full"));

  private static final List<String> FILTERS =
      List.of("product_id", "operation", "modality", "lifecycle");

  private final Spec spec;
  private final EmulatorClock clock;
  private final PriceBook book;
  private final Operation one;

  CatalogEndpoint(Spec spec, EmulatorClock clock, PriceBook book) {
    this.spec = spec;
    this.clock = clock;
    this.book = book;
    this.one = spec.operation("getPricingRules");
  }

  void models(Exchange exchange) {
    ObjectNode answer = Json.object();
    ArrayNode models = answer.putArray("models");
    Map<String, ArrayNode> aliases = new TreeMap<>();
    spec.aliases()
        .forEach((alias, id) -> aliases.computeIfAbsent(id, x -> Json.array()).add(alias));
    eachModel()
        .forEach(
            (model, medium) -> {
              ObjectNode entry = models.addObject().put("model_id", model);
              entry.put("display_name", model);
              entry.set("aliases", aliases.getOrDefault(model, Json.array()));
              JsonNode rule = PriceRules.byModel().get(model);
              entry
                  .putArray("capabilities")
                  .add(rule == null ? medium + "_generation" : rule.path("operation").asString());
              entry.putArray("protocols").add(protocol(medium));
              entry.put("lifecycle", "active");
            });
    exchange.send(200, answer);
  }

  void health(Exchange exchange) {
    ObjectNode answer = Json.object();
    ArrayNode models = answer.putArray("models");
    eachModel()
        .keySet()
        .forEach(model -> models.addObject().put("model_id", model).put("status", "available"));
    exchange.send(200, answer);
  }

  /** The models of the spec by their canonical ids, each with its medium. */
  private Map<String, String> eachModel() {
    Map<String, String> models = new TreeMap<>();
    for (Operation operation : spec.operations()) {
      String medium =
          operation.example(200).map(example -> Json.text(example, "type", "")).orElse("");
      if (operation.submitsTask()) {
        Stream.of(operation.branches())
            .flatMap(List::stream)
            .filter(model -> !spec.aliases().containsKey(model))
            .forEach(model -> models.put(model.toLowerCase(Locale.ROOT), medium));
      }
    }
    return models;
  }

  private static String protocol(String medium) {
    return switch (medium) {
      case "image" -> "openai-images";
      case "video" -> "evolink-video-generations";
      default -> "openai-audio";
    };
  }

  void rules(Exchange exchange) {
    exchange.offload(() -> sendRules(exchange)); // It is long, and hashed.
  }

  private void sendRules(Exchange exchange) {
    checkWords(exchange);
    PriceBook.Edition edition = book.edition();
    ArrayNode models = Json.array();
    edition.rules().stream()
        .filter(
            rule -> FILTERS.stream().allMatch(name -> fits(exchange.query(name), rule.path(name))))
        .forEach(rule -> models.add(view(exchange, rule)));
    send(exchange, edition, "models", models);
  }

  private static boolean fits(String wanted, JsonNode value) {
    return wanted.isEmpty() || value.asString("").equals(wanted);
  }

  /** {@code rest} is what follows {@code /v1/catalog/models/}. */
  void ruleOfOne(Exchange exchange, String rest) {
    checkWords(exchange);
    String model = rest.endsWith(RULES) ? rest.substring(0, rest.length() - RULES.length()) : "";
    PriceBook.Edition edition =
        book.edition(model)
            .orElseThrow(
                () ->
                    Refusal.of(one, 404)
                        .message("The price list has no model " + (model.isEmpty() ? rest : model))
                        .param("model"));
    send(exchange, edition, "model", view(exchange, edition.rules().get(0)));
  }

  private void checkWords(Exchange exchange) {
    WORDS.forEach(
        (name, words) -> {
          String word = exchange.query(name);
          if (!word.isEmpty() && !words.contains(word)) {
            throw Refusal.at(exchange.path(), 400)
                .message(
                    name
                        + " must be one of "
                        + String.join(", ", words.stream().sorted().toList())
                        + ", but was '"
                        + word
                        + "'")
                .param(name);
          }
        });
  }

  /** A summary tells what there is, and not what it costs. */
  private static ObjectNode view(Exchange exchange, ObjectNode rule) {
    if (exchange.query("view").equals("full")) {
      return rule;
    }
    ObjectNode summary = rule.deepCopy();
    summary.remove("parameters");
    summary.remove("components");
    return summary;
  }

  private void send(Exchange exchange, PriceBook.Edition edition, String name, JsonNode rules) {
    // Of the content alone: how long it is fresh is no part of what has changed or not.
    String tag = "\"" + PriceRules.checksum(rules).substring(0, 32) + "\"";
    exchange.header("ETag", tag);
    if (names(exchange.header("If-None-Match"), tag)) {
      exchange.sendNothing(304);
      return;
    }
    ObjectNode answer = Json.object();
    answer.set("meta", meta(edition));
    answer.set(name, rules);
    exchange.send(200, answer);
  }

  private static boolean names(String tags, String tag) {
    for (String one : tags.split(",", -1)) {
      String bare = one.strip();
      if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private ObjectNode meta(PriceBook.Edition edition) {
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    return Json.object()
        .put("schema_version", "2")
        .put("catalog_version", "emulator-1")
        .put("pricing_version", "emulator-" + (edition.version() + 1))
        .put("price_scope", "public_default")
        .put("currency", "USD")
        .put("exchange_rate_version", "pricing-fx/v1:USD-CNY=6.8")
        .put("price_selection", "configured_minimum")
        .put("updated_at", edition.updatedAt().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("fresh_until", now.plus(FRESH).toString());
  }
}
