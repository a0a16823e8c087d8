package ai.evolink.model;

import ai.evolink.spec.Spec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Builds objects through their typed builders, with valid values made up from the rules of their
 * properties. Knows no model and no request by name.
 */
final class Samples {
  private static final BigDecimal ONE = BigDecimal.ONE;

  /** Texts whose form the rules do not tell: only the schemas have it, and those are the judge. */
  private static final Map<String, String> FORMS =
      Map.of("result_id", "555f4ea2-cfef-4622-8355-baa5f2ce6a59");

  private final Map<String, Object> instead;
  private final boolean checked;

  private Samples(Map<String, Object> instead, boolean checked) {
    this.instead = instead;
    this.checked = checked;
  }

  /**
   * An object with all of its properties.
   *
   * @param instead values to take instead of made-up ones, by path, such as {@code
   *     model_params.mask.areas[].width}
   * @param checked whether to build it, and what is inside, with the checks of the builders
   */
  static GeneratedModel full(
      Class<? extends GeneratedModel> type, Map<String, Object> instead, boolean checked) {
    return new Samples(instead, checked).model(type, "", true);
  }

  /** An object with nothing but what it cannot be without. */
  static GeneratedModel minimal(Class<? extends GeneratedModel> type, Map<String, Object> instead) {
    return new Samples(instead, true).model(type, "", false);
  }

  /** An object with its first properties, so many of them; without the checks of the builder. */
  static GeneratedModel first(Class<?> type, int number) {
    return new Samples(Map.of(), false)
        .model(
            type,
            BuilderProperty.of(type.asSubclass(GeneratedModel.class)).subList(0, number),
            "",
            true);
  }

  private GeneratedModel model(Class<?> type, String path, boolean full) {
    return model(
        type,
        BuilderProperty.of(type.asSubclass(GeneratedModel.class)).stream()
            .filter(property -> full || property.rule().required() || isNeeded(type, property))
            .toList(),
        path,
        full);
  }

  /** Whether the spec asks for one of several properties, and this is among the first choice. */
  private static boolean isNeeded(Class<?> type, BuilderProperty property) {
    JsonNode choice = Spec.schemas().path(type.getSimpleName()).path("anyOf").path(0);
    return choice
        .path("required")
        .valueStream()
        .anyMatch(name -> name.asString("").equals(property.rule().name()));
  }

  /** An object of which only one property may be there, whichever: the first one then. */
  private GeneratedModel choice(Class<?> type, String path, boolean full) {
    return model(
        type, BuilderProperty.of(type.asSubclass(GeneratedModel.class)).subList(0, 1), path, full);
  }

  private GeneratedModel model(
      Class<?> type, List<BuilderProperty> properties, String path, boolean full) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (BuilderProperty property : properties) {
      String name = property.rule().name();
      String where = path.isEmpty() ? name : path + "." + name;
      values.put(
          name, instead.containsKey(where) ? instead.get(where) : value(property, where, full));
    }
    try {
      Object builder = builder(type, values);
      properties.forEach(property -> property.set(builder, values.get(property.rule().name())));
      return (GeneratedModel)
          builder.getClass().getMethod(checked ? "build" : "buildUnchecked").invoke(builder);
    } catch (InvocationTargetException e) {
      throw BuilderProperty.rethrown(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** By the public door, which asks for the required values without a default: the last ones. */
  private static Object builder(Class<?> type, Map<String, Object> values)
      throws ReflectiveOperationException {
    Method door =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("builder"))
            .findFirst()
            .orElseThrow();
    List<Object> required = new ArrayList<>();
    for (BuilderProperty property : BuilderProperty.of(type.asSubclass(GeneratedModel.class))) {
      if (property.rule().required()) {
        required.add(values.get(property.rule().name()));
      }
    }
    int asked = door.getParameterCount();
    return door.invoke(null, required.subList(required.size() - asked, required.size()).toArray());
  }

  private Object value(BuilderProperty property, String path, boolean full) {
    RequestProperty rule = property.rule();
    if (modelOf(property) != null && property.schema().path("maxProperties").asInt(0) == 1) {
      return choice(property.innerType(), path, full);
    }
    if (!property.isContainer()) {
      return single(property.innerType(), rule, path, full);
    }
    int size = Math.max(1, rule.minItems().orElse(1));
    return container(property, size, single(property.innerType(), rule, path + "[]", full));
  }

  /** A list or map of so many equal items; the keys are those that an input of a request has. */
  static Object container(BuilderProperty property, int size, Object item) {
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 1; i <= size; i++) {
      list.add(item);
      map.put("image" + i, item);
    }
    return property.isList() ? list : map;
  }

  private Object single(Class<?> type, RequestProperty rule, String path, boolean full) {
    if (GeneratedModel.class.isAssignableFrom(type)) {
      return model(type, path, full);
    }
    return simple(type, rule);
  }

  static Object simple(Class<?> type, RequestProperty rule) {
    String word = rule.values().isEmpty() ? null : rule.values().get(0);
    if (type == Boolean.class) {
      return true;
    } else if (type == Map.class) {
      return Map.of("word", "text");
    } else if (Number.class.isAssignableFrom(type)) {
      return number(type, word == null ? within(rule) : new BigDecimal(word));
    } else if (type == VideoDuration.class) {
      return word == null ? VideoDuration.of(within(rule).intValueExact()) : duration(word);
    }
    return text(type, word != null ? word : textFor(type, rule));
  }

  static Object number(Class<?> type, BigDecimal value) {
    if (type == Integer.class) {
      return value.intValueExact();
    }
    return type == Long.class ? (Object) value.longValueExact() : value;
  }

  /** A value of a type that JSON writes as a text. */
  static Object text(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    } else if (type == URI.class) {
      return URI.create(text);
    } else if (type == MediaSource.class) {
      return MediaSource.url(text);
    } else if (type == AudioReference.class) {
      return AudioReference.clip(MediaSource.url(text));
    }
    try {
      return type.getMethod("of", String.class).invoke(null, text);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("There is no sample of " + type, e);
    }
  }

  private static BigDecimal within(RequestProperty rule) {
    return rule.maximum().or(rule::minimum).orElse(ONE);
  }

  private static VideoDuration duration(String word) {
    return word.matches("-?[0-9]+")
        ? VideoDuration.of(Integer.parseInt(word))
        : VideoDuration.of(word);
  }

  private static String textFor(Type type, RequestProperty rule) {
    if (type == URI.class || type == MediaSource.class || type == AudioReference.class) {
      return "https://example.com/a";
    } else if (type == ImageSize.class) {
      return "1024x1024";
    }
    String text = FORMS.getOrDefault(rule.name(), "text");
    return text + "x".repeat(Math.max(0, rule.minLength().orElse(0) - text.length()));
  }

  /** The generated class of the value or of its items; null if it is something simpler. */
  static @Nullable Class<? extends GeneratedModel> modelOf(BuilderProperty property) {
    return GeneratedModel.class.isAssignableFrom(property.innerType())
        ? property.innerType().asSubclass(GeneratedModel.class)
        : null;
  }
}
