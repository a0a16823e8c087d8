package ai.evolink.drift;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a place says, as texts that can be compared. */
final class Facts {
  /** Of what a caller writes. What is left out (media, patterns of builders) no page says. */
  private static final List<String> OF_CALLER =
      List.of(
          "required",
          "default",
          "format",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "pattern",
          "uniqueItems",
          "additionalProperties",
          "shapes",
          "style");

  private final Map<String, String> texts = new TreeMap<>();
  private final Set<String> words = new TreeSet<>();

  private Facts() {}

  static Facts of(Map<String, JsonNode> facts, boolean caller) {
    Facts result = new Facts();
    if (facts.containsKey("type")) {
      result.texts.put("type", joined(facts.get("type")));
    }
    each(facts.get("values"), word -> result.words.add(word.asString("")));
    if (caller) {
      result.putCaller(facts);
    }
    return result;
  }

  private void putCaller(Map<String, JsonNode> facts) {
    for (String keyword : OF_CALLER) {
      JsonNode value = facts.get(keyword);
      if (value != null) {
        texts.put(keyword, shown(value));
      }
    }
    // That something is optional, or open, is what a document says by saying nothing.
    texts.remove("required", "false");
    texts.remove("additionalProperties", "true");
    texts.remove("minItems", "0");
    putRange(facts);
  }

  /** Whole numbers one after another are the same said as words or as limits. */
  private void putRange(Map<String, JsonNode> facts) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String word : words) {
      if (word.matches("-?[0-9]{1,9}")) {
        numbers.add(new BigDecimal(word));
      }
    }
    numbers.sort(null);
    JsonNode least = facts.get("minimum");
    JsonNode most = facts.get("maximum");
    boolean run =
        numbers.size() > 1
            && numbers.get(numbers.size() - 1).subtract(numbers.get(0)).intValue()
                == numbers.size() - 1;
    if (run) {
      numbers.forEach(number -> words.remove(number.toString()));
    }
    putLimit("minimum", least, run ? numbers.get(0) : null);
    putLimit("maximum", most, run ? numbers.get(numbers.size() - 1) : null);
  }

  private void putLimit(String keyword, @Nullable JsonNode said, @Nullable BigDecimal word) {
    if (said != null) {
      texts.put(keyword, plain(said));
    } else if (word != null) {
      texts.put(keyword, word.toString());
    }
  }

  Map<String, String> texts() {
    return texts;
  }

  Set<String> words() {
    return words;
  }

  /** A text, or the texts of a list. */
  static String shown(JsonNode value) {
    return value.isArray() ? joined(value) : plain(value);
  }

  private static String joined(@Nullable JsonNode array) {
    Set<String> sorted = new TreeSet<>();
    each(array, item -> sorted.add(item.asString("")));
    return String.join("|", sorted);
  }

  private static void each(
      @Nullable JsonNode array, java.util.function.Consumer<JsonNode> consumer) {
    if (array != null) {
      array.forEach(consumer);
    }
  }

  private static String plain(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.isString() ? value.stringValue() : value.toString();
  }
}
