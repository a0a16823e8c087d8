package ai.evolink.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of the price list as they are at the start: what {@code src/main/prices} says,
 * completed to what the service publishes. Read once per JVM; nobody here evaluates them.
 */
final class PriceRules {

  /** Since when all prices hold, as far as the emulator is concerned. */
  static final String EFFECTIVE_AT = "2026-10-10T00:00:00Z";

  private PriceRules() {}

  /** The rule of each model, by its id. Not to be written to. */
  static Map<String, ObjectNode> byModel() {
    return Holder.RULES;
  }

  private static Map<String, ObjectNode> read(JsonNode written) {
    Map<String, ObjectNode> rules = new LinkedHashMap<>();
    for (JsonNode rule : written) {
      for (Map.Entry<String, JsonNode> model : rule.path("models").properties()) {
        rules.put(model.getKey(), rule(model.getKey(), model.getValue().asString(), rule));
      }
    }
    return Collections.unmodifiableMap(rules);
  }

  private static ObjectNode rule(String model, String operation, JsonNode written) {
    ObjectNode rule = Json.object();
    rule.put("model_id", model);
    rule.put("product_id", written.path("product").asString());
    rule.put("operation", operation);
    rule.put("modality", written.path("modality").asString());
    rule.put("lifecycle", "active");
    rule.put("pricing_status", "available");
    rule.put("settlement_basis", written.path("basis").asString());
    rule.put("policy_version", model + "/1");
    rule.put("policy_checksum", "");
    rule.put("policy_source", "published");
    rule.set("parameters", written.path("parameters"));
    ArrayNode components = rule.putArray("components");
    written.path("components").forEach(component -> components.add(component(model, component)));
    return rule.put("policy_checksum", checksum(components));
  }

  private static ObjectNode component(String model, JsonNode written) {
    ObjectNode all = Json.object();
    written.path("like").properties().forEach(field -> all.set(field.getKey(), field.getValue()));
    written.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
    String sku = model + "/" + all.path("id").asString();
    BigDecimal rate = credits(all, "credits");
    ObjectNode component = Json.object();
    for (String name : new String[] {"id", "role", "dimension"}) {
      component.set(name, all.path(name));
    }
    component.put("sku_id", sku);
    component.set("unit", all.path("unit"));
    component.put("billing_unit_size", 1).put("display_unit_size", 1);
    component.set("rate", Money.of(rate));
    if (all.has("minimum")) {
      component.set("minimum_charge", Money.of(credits(all, "minimum")));
    }
    component.set("billing_rule", all.path("billing_rule"));
    component.put("pricing_status", "available").put("effective_at", EFFECTIVE_AT);
    if (all.has("condition")) {
      component.set("condition", all.path("condition"));
    }
    component.set("quantity_rule", all.path("quantity_rule"));
    component.set("rounding", all.has("rounding") ? all.path("rounding") : halfUp());
    ArrayNode tiers = component.putArray("tiers");
    for (JsonNode tier : all.path("tiers")) {
      tiers.add(tier(sku + "/" + (tiers.size() + 1), all, tier));
    }
    return component;
  }

  private static ObjectNode tier(String sku, JsonNode component, JsonNode written) {
    ObjectNode tier = Json.object();
    tier.set("when", written.path("when"));
    tier.put("multiplier", written.path("multiplier").asString("1"));
    tier.set("rate", Money.of(credits(written, "credits")));
    tier.put("sku_id", sku);
    tier.set("billing_rule", component.path("billing_rule"));
    return tier.put("pricing_status", "available").put("effective_at", EFFECTIVE_AT);
  }

  private static ObjectNode halfUp() {
    return Json.object().put("point", "per_component_subtotal").put("mode", "half_up");
  }

  private static BigDecimal credits(JsonNode node, String name) {
    return new BigDecimal(node.path(name).asString());
  }

  /** Of what makes the price, as 64 hexadecimal digits. */
  static String checksum(JsonNode node) {
    try {
      byte[] text = node.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Each Java platform has it.
    }
  }

  private static final class Holder {
    private static final Map<String, ObjectNode> RULES = load();

    private static Map<String, ObjectNode> load() {
      try (InputStream in = PriceRules.class.getResourceAsStream("prices.json")) {
        if (in == null) {
          throw new IllegalStateException("prices.json is missing from the emulator's jar");
        }
        return read(Json.read(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
