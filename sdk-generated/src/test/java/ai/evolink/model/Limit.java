package ai.evolink.model;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A documented limit of one property of a request, wherever in it the property is.
 *
 * @param path such as {@code model_params.mask.areas[].width}; ends with {@code []} if the limit is
 *     one of each item of a list
 * @param keyword what the spec calls the limit
 */
record Limit(
    Models.Entry model, String path, BuilderProperty property, String keyword, BigDecimal limit) {

  /** Every limit of a model's request, nested objects included. */
  static List<Limit> of(Models.Entry model) {
    List<Limit> found = new ArrayList<>();
    visit(
        model.body(),
        "",
        (path, property) -> {
          RequestProperty rule = property.rule();
          limits(rule)
              .forEach((word, limit) -> found.add(new Limit(model, path, property, word, limit)));
          rule.items()
              .map(Limit::limits)
              .orElse(Map.of())
              .forEach(
                  (word, limit) -> found.add(new Limit(model, path + "[]", property, word, limit)));
        });
    return found;
  }

  /** Shows each property of a class and of the classes in it. */
  static void visit(
      Class<? extends GeneratedModel> type,
      String prefix,
      BiConsumer<String, BuilderProperty> visitor) {
    for (BuilderProperty property : BuilderProperty.of(type)) {
      String path = prefix + property.rule().name();
      visitor.accept(path, property);
      Class<? extends GeneratedModel> inner = Samples.modelOf(property);
      if (inner != null) {
        visit(inner, path + (property.isList() ? "[]." : "."), visitor);
      }
    }
  }

  /** The limits of a property, by the keyword of the spec. Those that nothing can pass are out. */
  static Map<String, BigDecimal> limits(RequestProperty rule) {
    Map<String, BigDecimal> limits = new TreeMap<>();
    rule.maxLength().ifPresent(limit -> limits.put("maxLength", BigDecimal.valueOf(limit)));
    rule.minLength().ifPresent(limit -> limits.put("minLength", BigDecimal.valueOf(limit)));
    rule.maxItems().ifPresent(limit -> limits.put("maxItems", BigDecimal.valueOf(limit)));
    rule.minItems().ifPresent(limit -> limits.put("minItems", BigDecimal.valueOf(limit)));
    rule.maximum().ifPresent(limit -> limits.put("maximum", limit));
    rule.minimum().ifPresent(limit -> limits.put("minimum", limit));
    return limits;
  }

  /** A value right at the limit, which is fine. */
  Object allowed() {
    return value(limit);
  }

  /** A value one beyond the limit; null if the Java type or the nature of things has none. */
  @Nullable Object excess() {
    BigDecimal beyond = beyond();
    boolean lessThanNothing = !keyword.endsWith("imum") && beyond.signum() < 0;
    boolean tooGreat =
        property.innerType() == Integer.class && beyond.toBigInteger().bitLength() > 31;
    Class<? extends GeneratedModel> object = property.isContainer() ? null : inner();
    boolean moreThanThereIs =
        object != null && beyond.intValueExact() > BuilderProperty.of(object).size();
    return lessThanNothing || tooGreat || moreThanThereIs ? null : value(beyond);
  }

  /** The size or number that is one beyond the limit. */
  BigDecimal beyond() {
    return keyword.startsWith("max") ? limit.add(BigDecimal.ONE) : limit.subtract(BigDecimal.ONE);
  }

  /** The path of the property that takes such values. */
  String settable() {
    return ofItems() ? path.substring(0, path.length() - "[]".length()) : path;
  }

  private boolean ofItems() {
    return path.endsWith("[]");
  }

  private Object value(BigDecimal size) {
    Object value = single(size);
    return ofItems() ? Samples.container(property, 1, value) : value;
  }

  private Object single(BigDecimal size) {
    Class<?> type = property.innerType();
    return switch (keyword) {
      case "maxItems", "minItems" ->
          ofItems()
              ? entries(size.intValueExact())
              : property.isContainer()
                  ? Samples.container(property, size.intValueExact(), item())
                  : Samples.first(type, size.intValueExact());
      case "maxLength", "minLength" -> Samples.text(type, text(type, size.intValueExact()));
      default ->
          type == VideoDuration.class
              ? VideoDuration.of(size.intValueExact())
              : Samples.number(type, size);
    };
  }

  private static Map<String, String> entries(int size) {
    return IntStream.range(0, size).boxed().collect(toMap(i -> "word" + i, i -> "text"));
  }

  private @Nullable Class<? extends GeneratedModel> inner() {
    return Samples.modelOf(property);
  }

  private Object item() {
    Class<? extends GeneratedModel> inner = inner();
    return inner == null
        ? Samples.simple(property.innerType(), property.rule())
        : Samples.full(inner, Map.of(), true);
  }

  private static String text(Class<?> type, int length) {
    String start = type == URI.class || type == MediaSource.class ? "https://example.com/" : "";
    return start + "x".repeat(length - start.length());
  }

  @Override
  public String toString() {
    return model + " " + path + " " + keyword + " " + limit;
  }
}
