package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that somebody sends to the control API. What it does not understand it refuses, by
 * name.
 */
final class ControlBody {

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(365L * 24 * 3600);

  private final JsonNode node;
  private final String at;

  private ControlBody(JsonNode node, String at) {
    this.node = node;
    this.at = at;
  }

  /** The bytes of a request; an empty body counts as an empty object. */
  static ControlBody of(byte[] bytes, String... known) {
    return of(parse(bytes), "", known);
  }

  /** What stands at some place in a body; {@code at} is what its fields are prefixed with. */
  static ControlBody of(JsonNode node, String at, String... known) {
    if (!node.isObject()) {
      throw refusal(at, (at.isEmpty() ? "The body" : at) + " must be a JSON object");
    }
    List<String> names = Arrays.asList(known);
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!names.contains(field.getKey())) {
        throw refusal(
            at + field.getKey(),
            "There is no field "
                + at
                + field.getKey()
                + "; there "
                + (known.length == 0 ? "are none" : "are " + String.join(", ", known)));
      }
    }
    return new ControlBody(node, at);
  }

  static JsonNode parse(byte[] bytes) {
    if (bytes.length == 0) {
      return Json.object();
    }
    Json.Body body = Json.body(bytes);
    if (!body.problem().isEmpty() && !body.node().isArray()) {
      throw refusal("", body.problem());
    }
    return body.node();
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonNode get(String name) {
    return node.path(name);
  }

  String text(String name, String otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isString()) {
      throw wrong(name, "must be a string", value);
    }
    return value.stringValue();
  }

  boolean flag(String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(name, "must be true or false", value);
    }
    return value.asBoolean(false);
  }

  int integer(String name, int least, int most) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(name, "must be a whole number between " + least + " and " + most, value);
    }
    return value.intValue();
  }

  double share(String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
      throw wrong(name, "must be a number between 0 and 1", value);
    }
    return value.doubleValue();
  }

  Duration seconds(String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber()
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(MOST_SECONDS) > 0) {
      throw wrong(name, "must be a number of seconds between 0 and " + MOST_SECONDS, value);
    }
    return Numbers.duration(value.decimalValue());
  }

  /** Turns the complaint of a builder about this field into a refusal that names it. */
  <T> T checked(String name, Supplier<T> builder) {
    try {
      return builder.get();
    } catch (IllegalArgumentException e) {
      throw refusal(at + name, at + name + ": " + e.getMessage());
    }
  }

  Refusal wrong(String name, String rule, JsonNode value) {
    String was = value.isMissingNode() ? ", but is missing" : ", but was " + value;
    return refusal(at + name, at + name + " " + rule + was);
  }

  static Refusal refusal(String param, String message) {
    return Refusal.media(400, "invalid_request", "invalid_request_error", message).param(param);
  }
}
