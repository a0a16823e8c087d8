package ai.evolink.emulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** What a request asks for, as far as it has to do with its price. */
final class Asked {

  private final Spec spec;
  private final JsonNode shape;
  private final JsonNode body;
  private final BigDecimal factor;

  /**
   * @param shape the schema of the request, for its defaults
   * @param factor by how much dearer than listed everything is
   */
  Asked(Spec spec, JsonNode shape, JsonNode body, BigDecimal factor) {
    this.spec = spec;
    this.shape = shape;
    this.body = body;
    this.factor = factor;
  }

  /** A part of the price, rounded to what can be booked. */
  BigDecimal credits(BigDecimal listed) {
    return Money.booked(listed.multiply(factor));
  }

  /** How many results: {@code n}, or one. */
  BigDecimal count() {
    return number("n", 1);
  }

  /** A whole number of the request, or its documented default, or that of the price list. */
  BigDecimal number(String field, int listed) {
    return BigDecimal.valueOf(spec.number(shape, body, field, listed));
  }

  /** A word of the request, or its documented default, or that of the price list. */
  String word(String field, String listed) {
    return word(shape, body, field, listed);
  }

  /** As {@link #word}, of the model's own parameters. */
  String parameter(String field, String listed) {
    JsonNode parameters = spec.resolve(shape.path("properties").path("model_params"));
    return word(parameters, body.path("model_params"), field, listed);
  }

  private String word(JsonNode schema, JsonNode object, String field, String listed) {
    JsonNode preset = spec.resolve(schema.path("properties").path(field)).path("default");
    JsonNode value = object.path(field);
    JsonNode chosen = value.isValueNode() && !value.isNull() ? value : preset;
    return chosen.isValueNode() ? chosen.asString() : listed;
  }

  boolean flag(String field, boolean listed) {
    return Boolean.parseBoolean(word(field, Boolean.toString(listed)));
  }

  /** Whether one of the model's own parameters is switched on; off by default. */
  boolean parameterIsOn(String field) {
    return Boolean.parseBoolean(parameter(field, "false"));
  }

  /** Whether the model may search: in either of the two ways to ask for it. */
  boolean searches() {
    return parameterIsOn("web_search") || !body.path("model_params").path("tools").isEmpty();
  }

  /** How many links a field holds, one by one or as a list. */
  BigDecimal links(String field) {
    JsonNode value = body.path(field);
    return BigDecimal.valueOf(value.isString() ? 1 : value.size());
  }

  BigDecimal pictures() {
    return links("image_urls");
  }

  /**
   * Seconds of input video: nobody looks into it, so each counts as {@link Guess#SECONDS}, and all
   * together as {@link Guess#LONGEST} at most.
   */
  BigDecimal videoSeconds() {
    return Guess.SECONDS.multiply(links("video_urls").add(links("video_url"))).min(Guess.LONGEST);
  }

  /** Thousands of tokens of the texts: a token is a character. */
  BigDecimal thousandTextTokens() {
    String text = Json.text(body, "prompt", "");
    return BigDecimal.valueOf(text.codePointCount(0, text.length()), 3);
  }

  /** The number, rounded up to tenths. */
  static BigDecimal tenths(BigDecimal number) {
    return number.setScale(1, RoundingMode.CEILING);
  }
}
