package ai.evolink.it;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.RequestType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Request bodies made up from the schemas that the emulator holds requests against. */
final class SchemaSamples {
  private static final Object ROOT = load();

  /** Texts for those schemas that say what form a text has; the first one that fits is taken. */
  private static final List<String> TEXTS = List.of("text", "1024x1024", "image1");

  private static final String LINK = "https://example.com/a.png";

  private SchemaSamples() {}

  /** A body for one model, with all properties or with the required ones only. */
  static Map<String, Object> body(RequestType type, String model, boolean full) {
    Map<String, Object> body = object(map(schemas().get(type.name())), full);
    body.put("model", model);
    return body;
  }

  /** A value of one property of a request. */
  static Object value(RequestType type, String property) {
    Map<String, Object> properties = map(resolved(schemas().get(type.name())).get("properties"));
    return value(resolved(properties.get(property)), true);
  }

  private static Map<String, Object> object(Map<String, Object> schema, boolean full) {
    Map<String, Object> sample = new LinkedHashMap<>();
    Map<String, Object> properties = map(schema.getOrDefault("properties", Map.of()));
    List<Object> required = new ArrayList<>(list(schema, "required"));
    // Of several choices the first one.
    list(schema, "anyOf").stream()
        .limit(1)
        .forEach(choice -> required.addAll(list(map(choice), "required")));
    Set<Object> excluded = new HashSet<>();
    int least = count(schema, "minProperties", 0);
    int most = count(schema, "maxProperties", Integer.MAX_VALUE);
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      boolean wanted = full || required.contains(property.getKey()) || sample.size() < least;
      if (wanted && sample.size() < most && !excluded.contains(property.getKey())) {
        Map<String, Object> resolved = resolved(property.getValue());
        sample.put(property.getKey(), value(resolved, full));
        excluded.addAll(list(resolved, "x-excludes"));
      }
    }
    if (full && schema.get("additionalProperties") instanceof Map<?, ?> entry) {
      sample.put("image1", value(resolved(entry), full));
    }
    return sample;
  }

  private static Object value(Map<String, Object> schema, boolean full) {
    if (schema.get("enum") instanceof List<?> words) {
      return words.get(0);
    }
    Object type = schema.get("type") instanceof List<?> types ? types.get(0) : schema.get("type");
    return switch (String.valueOf(type)) {
      case "object" -> object(schema, full);
      case "array" -> {
        Object item =
            schema.containsKey("x-media") ? LINK : value(resolved(schema.get("items")), full);
        yield new ArrayList<>(Collections.nCopies(Math.max(1, count(schema, "minItems", 1)), item));
      }
      case "boolean" -> true;
      case "integer", "number" ->
          number(schema, "maximum", number(schema, "minimum", BigDecimal.ONE));
      default -> text(schema);
    };
  }

  private static String text(Map<String, Object> schema) {
    Object format = schema.get("format");
    if ("uri".equals(format) || schema.containsKey("x-media")) {
      return LINK;
    } else if ("uuid".equals(format)) {
      return "555f4ea2-cfef-4622-8355-baa5f2ce6a59";
    }
    String pattern = (String) schema.getOrDefault("pattern", "");
    return TEXTS.stream()
        .filter(text -> Pattern.compile(pattern).matcher(text).find())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no text fits " + pattern));
  }

  private static List<?> list(Map<String, Object> schema, String keyword) {
    return (List<?>) schema.getOrDefault(keyword, List.of());
  }

  private static BigDecimal number(Map<String, Object> schema, String keyword, BigDecimal absent) {
    Object number = schema.get(keyword);
    return number == null ? absent : new BigDecimal(number.toString());
  }

  private static int count(Map<String, Object> schema, String keyword, int absent) {
    return number(schema, keyword, BigDecimal.valueOf(absent)).intValueExact();
  }

  private static Map<String, Object> resolved(@Nullable Object node) {
    Map<String, Object> schema = map(node);
    while (schema.get("$ref") instanceof String pointer) {
      // What stands beside a reference counts too.
      Map<String, Object> merged =
          new LinkedHashMap<>(map(schemas().get(pointer.substring(pointer.lastIndexOf('/') + 1))));
      schema.forEach((keyword, value) -> put(merged, keyword, value));
      schema = merged;
    }
    return schema;
  }

  private static void put(Map<String, Object> merged, String keyword, Object value) {
    if (!keyword.equals("$ref")) {
      merged.put(keyword, value);
    }
  }

  private static Map<String, Object> schemas() {
    return map(map(map(ROOT).get("components")).get("schemas"));
  }

  @SuppressWarnings("unchecked") // JSON objects have texts as keys
  private static Map<String, Object> map(@Nullable Object node) {
    if (node instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new AssertionError("not an object: " + node);
  }

  private static Object load() {
    try (InputStream json = EvolinkEmulator.class.getResourceAsStream("evolink.json")) {
      if (json == null) {
        throw new AssertionError("The emulator has no spec");
      }
      return EvolinkJson.moshi()
          .adapter(Object.class)
          .fromJson(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
