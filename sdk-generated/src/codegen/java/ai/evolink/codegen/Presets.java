package ai.evolink.codegen;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A default as an expression of Java, once it has been seen to be of its type and in its limits.
 */
final class Presets {
  private static final int MOST_ENTRIES = 10; // of Map.of

  private final Refusals refusals;

  Presets(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Null if the default is not of the type; it has been refused then. */
  @Nullable String expression(Node value, View view, JavaType type) {
    String expression = expression(value, type);
    if (expression == null) {
      refusals.add(
          value,
          "the default " + shown(value) + " is not of the type " + type.java(),
          "Correct it, or leave it out");
    } else {
      check(value, view);
    }
    return expression;
  }

  private static String shown(Node value) {
    return value.isText() ? "\"" + value.text() + "\"" : String.valueOf(value.plain());
  }

  private static @Nullable String expression(Node value, JavaType type) {
    String text = value.text();
    return switch (type.kind()) {
      case TEXT -> text == null ? null : Text.literal(text);
      case FLAG -> value.isFlag() ? value.value() + "" : null;
      case INTEGER ->
          value.isInteger() && Limits.fitsInt(value.number())
              ? value.number().toBigInteger().toString()
              : null;
      case LONG -> longOf(value);
      case DECIMAL ->
          value.isNumber() ? "new BigDecimal(\"" + value.number().toPlainString() + "\")" : null;
      case LINK -> text == null || !isLink(text) ? null : "URI.create(" + Text.literal(text) + ")";
      case TIME ->
          text == null || !isTime(text) ? null : "OffsetDateTime.parse(" + Text.literal(text) + ")";
      case WORD -> text == null ? null : type.java() + ".of(" + Text.literal(text) + ")";
      case SCALAR ->
          text != null
              ? type.java() + ".of(" + Text.literal(text) + ")"
              : value.isInteger()
                  ? type.java() + ".of(" + value.number().toBigInteger() + ")"
                  : null;
      case LIST -> listOf(value, type);
      case MAP -> mapOf(value, type);
      case ANY -> free(value);
      case UNION -> {
        String free = free(value);
        yield free == null ? null : type.java() + ".of(" + free + ")";
      }
      case MEDIA, MODEL -> null;
    };
  }

  private static @Nullable String longOf(Node value) {
    return value.isInteger() && value.number().toBigInteger().bitLength() < Long.SIZE
        ? value.number().toBigInteger() + "L"
        : null;
  }

  private static @Nullable String listOf(Node value, JavaType type) {
    return value.isList() && type.item() != null
        ? joined(
            "List.of(", value.list().stream().map(item -> expression(item, type.item())).toList())
        : null;
  }

  private static @Nullable String mapOf(Node value, JavaType type) {
    if (!value.isMap() || value.map().size() > MOST_ENTRIES || type.item() == null) {
      return null;
    }
    return joined(
        "Map.of(",
        value.map().entrySet().stream()
            .map(entry -> pair(entry, expression(entry.getValue(), type.item())))
            .toList());
  }

  private static @Nullable String pair(Map.Entry<String, Node> entry, @Nullable String value) {
    return value == null ? null : Text.literal(entry.getKey()) + ", " + value;
  }

  private static @Nullable String joined(String call, List<@Nullable String> parts) {
    return parts.stream().anyMatch(part -> part == null)
        ? null
        : call + parts.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
  }

  private static @Nullable String free(Node value) {
    JavaType type =
        value.isText()
            ? JavaType.TEXT
            : value.isFlag()
                ? JavaType.FLAG
                : value.isInteger()
                    ? JavaType.LONG
                    : value.isNumber()
                        ? JavaType.DECIMAL
                        : value.isList()
                            ? JavaType.listOf(JavaType.ANY, false)
                            : JavaType.mapOf(JavaType.ANY, false);
    return value.isNull() ? null : expression(value, type);
  }

  private static boolean isLink(String text) {
    try {
      return !new URI(text).toString().isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() != Integer.MIN_VALUE;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** A default that the limits beside it forbid would be refused by every builder. */
  private void check(Node value, View view) {
    Node node = view.node();
    if (view.component() == null
        && !view.words().isEmpty()
        && view.words().stream().noneMatch(word -> same(word, value))) {
      refuse(value, "is none of the documented words", "Add it to the enum, or correct it");
    }
    if (value.isNumber()) {
      BigDecimal number = value.number();
      BigDecimal least = node.numberAt("minimum");
      BigDecimal most = node.numberAt("maximum");
      if ((least != null && number.compareTo(least) < 0)
          || (most != null && number.compareTo(most) > 0)) {
        refuse(value, "is outside its limits", "Correct one of them");
      }
    }
    String text = value.text();
    if (text != null) {
      BigDecimal most = node.numberAt("maxLength");
      BigDecimal least = node.numberAt("minLength");
      BigDecimal length = BigDecimal.valueOf(text.codePointCount(0, text.length()));
      String pattern = node.textAt("pattern");
      if ((most != null && length.compareTo(most) > 0)
          || (least != null && length.compareTo(least) < 0)
          || (pattern != null && !Pattern.compile(pattern).matcher(text).find())) {
        refuse(value, "is outside its limits", "Correct one of them");
      }
    }
  }

  private void refuse(Node value, String reason, String remedy) {
    refusals.add(value, "the default " + shown(value) + " " + reason, remedy);
  }

  private static boolean same(Node word, Node value) {
    if (word.isNumber() && value.isNumber()) {
      return word.number().compareTo(value.number()) == 0;
    }
    return word.kind().equals(value.kind())
        && String.valueOf(word.plain()).equals(String.valueOf(value.plain()));
  }
}
