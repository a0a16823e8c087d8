package ai.evolink.emulator;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One thing that is wrong with a request body, in words that name field, limit and value. */
record Violation(String param, String rule, String message) {

  private static final int EXCERPT = 60;

  static Violation of(Error error) {
    String rule = error.getKeyword();
    String param = error.getInstanceLocation().toString();
    if (param.startsWith("/")) {
      param = path(param);
    }
    if (rule.equals("required") || rule.equals("additionalProperties")) {
      param = param.isEmpty() ? error.getProperty() : param + "." + error.getProperty();
    }
    String subject = param.isEmpty() ? "the body" : param;
    return new Violation(param, rule, subject + " " + complaint(rule, error));
  }

  /** That none of several properties is there, of which one has to be. */
  static Violation ofMissing(JsonNode choices) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : choices) {
      names.add(
          choice.path("required").valueStream().map(JsonNode::asString).collect(joining(" and ")));
    }
    String first = choices.path(0).path("required").path(0).asString("");
    return new Violation(first, "required", String.join(" or ", names) + " is required");
  }

  /** Whether this is about one of several properties of which another one would do. */
  static boolean isOfChoice(Error error) {
    return error.getKeyword().equals("required")
        && error.getEvaluationPath().toString().contains("/anyOf/");
  }

  /** Whether the value is merely one that the documentation does not list. */
  boolean isUnlistedValue() {
    return rule.equals("enum") || rule.equals("const");
  }

  /** Whether something that has to be there is not: what a caller wants to read first. */
  boolean isMissing() {
    return rule.equals("required") || rule.equals("blank");
  }

  private static String complaint(String rule, Error error) {
    JsonNode limit = error.getSchemaNode();
    JsonNode value = error.getInstanceNode();
    return switch (rule) {
      case "required" -> "is required";
      case "additionalProperties" -> "is not a parameter of this model";
      case "type" -> "must be " + types(limit) + ", but was " + kind(value);
      case "enum" -> "must be one of " + list(limit) + ", but was " + excerpt(value);
      case "const" -> "must be " + excerpt(limit) + ", but was " + excerpt(value);
      case "maxLength" -> "must have at most " + limit + " characters, but has " + length(value);
      case "minLength" -> "must have at least " + limit + " characters, but has " + length(value);
      case "maxItems" -> "must have at most " + limit + " items, but has " + value.size();
      case "minItems" -> "must have at least " + limit + " items, but has " + value.size();
      case "minProperties" ->
          "must have at least " + limit + " of its fields, but has " + value.size();
      case "maximum" -> "must be at most " + limit + ", but was " + excerpt(value);
      case "minimum" -> "must be at least " + limit + ", but was " + excerpt(value);
      case "exclusiveMaximum" -> "must be less than " + limit + ", but was " + excerpt(value);
      case "exclusiveMinimum" -> "must be more than " + limit + ", but was " + excerpt(value);
      case "multipleOf" -> "must be a multiple of " + limit + ", but was " + excerpt(value);
      case "pattern" -> "must match " + excerpt(limit) + ", but was " + excerpt(value);
      case "format" -> "must be a valid " + limit.asString() + ", but was " + excerpt(value);
      default -> "is not valid: " + error.getMessage();
    };
  }

  /** {@code /model_params/mask/0} as {@code model_params.mask[0]}. */
  private static String path(String pointer) {
    StringBuilder text = new StringBuilder();
    for (String step : pointer.substring(1).split("/", -1)) {
      if (!step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".");
        text.append(step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return text.toString();
  }

  private static int length(JsonNode value) {
    String text = value.stringValue();
    return text.codePointCount(0, text.length());
  }

  private static String types(JsonNode type) {
    return type.isArray() ? "one of the types " + list(type) : article(type.asString());
  }

  private static String kind(JsonNode value) {
    String kind =
        value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    return value.isNull() ? "null" : article(kind) + " (" + excerpt(value) + ")";
  }

  private static String article(String type) {
    return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asString()));
    return String.join(", ", texts);
  }

  private static String excerpt(JsonNode value) {
    String text = value.isString() ? value.stringValue() : value.toString();
    if (text.codePointCount(0, text.length()) > EXCERPT) {
      text = text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }
    return value.isString() ? "'" + text + "'" : text;
  }
}
