package ai.evolink.codegen;

import ai.evolink.codegen.JavaType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limits of a property: as calls that note them, and as sentences. */
final class Limits {
  private static final BigDecimal LEAST_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal MOST_INT = BigDecimal.valueOf(Integer.MAX_VALUE);

  private final Views views;
  private final Refusals refusals;

  Limits(Views views, Refusals refusals) {
    this.views = views;
    this.refusals = refusals;
  }

  /** Calls such as {@code .maxLength(5)}, to stand in a chain. */
  String calls(View view, JavaType type) {
    StringBuilder calls = new StringBuilder();
    counted(calls, view, "minLength", "maxLength", "minLength", "maxLength");
    counted(calls, view, "minItems", "maxItems", "minItems", "maxItems");
    counted(calls, view, "minProperties", "maxProperties", "minItems", "maxItems");
    if (view.node().flagAt("uniqueItems")) {
      calls.append(".uniqueItems()");
    }
    bound(calls, view, "minimum", "exclusiveMinimum", type);
    bound(calls, view, "maximum", "exclusiveMaximum", type);
    BigDecimal step = view.node().numberAt("multipleOf");
    if (step != null) {
      calls.append(".multipleOf(\"").append(plain(step)).append("\")");
    }
    for (Node word : view.words()) {
      if (type.kind() == Kind.INTEGER && word.isNumber() && !fitsInt(word.number())) {
        refusals.add(
            word,
            plain(word.number()) + " does not fit an int",
            "Add format: int64 to the integer");
      }
    }
    Node gap = view.get("not");
    if (gap != null) {
      if (gap.numberAt("minimum") == null || gap.numberAt("maximum") == null) {
        refusals.add(
            gap, "\"not\" can only exclude a range of numbers", "Give it a minimum and a maximum");
      } else {
        calls.append(".gap(\"").append(plain(gap.numberAt("minimum")));
        calls.append("\", \"").append(plain(gap.numberAt("maximum"))).append("\")");
      }
    }
    form(calls, view);
    Node inner = inner(view, type);
    if (inner != null && type.item() != null) {
      View item = views.view(inner);
      if (item.component() == null) {
        // What the items are is told by the list; a list has no words of its own.
        String ofItems = calls(item, type.item());
        if (!ofItems.isEmpty()) {
          calls.append(".items()").append(ofItems).append(".list()");
        }
      }
    }
    return calls.toString();
  }

  private static @Nullable Node inner(View view, JavaType type) {
    return type.kind() == Kind.LIST
        ? view.get("items")
        : type.kind() == Kind.MAP ? view.get("additionalProperties") : null;
  }

  private static void counted(
      StringBuilder calls,
      View view,
      String least,
      String most,
      String leastCall,
      String mostCall) {
    BigDecimal minimum = view.node().numberAt(least);
    BigDecimal maximum = view.node().numberAt(most);
    if (minimum != null) {
      calls.append('.').append(leastCall).append('(').append(plain(minimum)).append(')');
    }
    if (maximum != null) {
      calls.append('.').append(mostCall).append('(').append(plain(maximum)).append(')');
    }
  }

  private void bound(
      StringBuilder calls, View view, String inclusive, String exclusive, JavaType type) {
    BigDecimal limit = view.node().numberAt(inclusive);
    BigDecimal beyond = view.node().numberAt(exclusive);
    if (view.node().flagAt(exclusive)) { // as in OpenAPI 3.0
      if (limit == null) {
        refusals.add(view.node(), exclusive + " needs a " + inclusive, "Give both");
      }
      beyond = limit;
      limit = null;
    }
    for (BigDecimal each : new BigDecimal[] {limit, beyond}) {
      if (each != null && type.kind() == Kind.INTEGER && !fitsInt(each)) {
        refusals.add(
            view.node(), plain(each) + " does not fit an int", "Add format: int64 to the integer");
      }
    }
    if (limit != null) {
      calls.append('.').append(inclusive).append("(\"").append(plain(limit)).append("\")");
    }
    if (beyond != null) {
      calls.append('.').append(exclusive).append("(\"").append(plain(beyond)).append("\")");
    }
  }

  static boolean fitsInt(BigDecimal number) {
    return number.compareTo(LEAST_INT) >= 0 && number.compareTo(MOST_INT) <= 0;
  }

  private void form(StringBuilder calls, View view) {
    String pattern = pattern(view);
    if (pattern != null) {
      calls.append(".form(").append(Text.literal(formText(view, pattern))).append(", ");
      calls.append(Text.literal(pattern)).append(')');
    } else if (view.has("x-form")) {
      refusals.add(
          view.node(),
          "x-form has no pattern that it could explain",
          "Add pattern or propertyNames");
    }
  }

  /** The pattern that a builder applies; null if there is none. */
  private static @Nullable String pattern(View view) {
    Node form = view.get("x-form");
    String open = form == null ? null : form.textAt("open");
    if (open != null) {
      return open;
    }
    String pattern = view.node().textAt("pattern");
    Node keys = view.get("propertyNames");
    return pattern != null ? pattern : keys == null ? null : keys.textAt("pattern");
  }

  private static String formText(View view, String pattern) {
    Node form = view.get("x-form");
    String text = form == null ? null : form.textAt("text");
    if (text != null) {
      return text;
    }
    return (view.has("pattern") ? "text" : "names") + " that match " + pattern;
  }

  /** Documented words of the property, or of its items, as texts. */
  List<String> words(View view, JavaType type) {
    View words = view;
    while (words.words().isEmpty() && words.get("items") != null) {
      words = views.view(words.node().at("items"));
    }
    return words.component() != null
        ? List.of()
        : words.words().stream().map(Limits::word).distinct().toList();
  }

  private static String word(Node word) {
    return word.isNumber() ? plain(word.number()) : String.valueOf(word.plain());
  }

  /** The media rule as a call; empty if the property takes no media. */
  String media(View view) {
    Node media = view.get("x-media");
    if (media == null) {
      return "";
    }
    BigDecimal most = media.numberAt("maxBytes");
    String types =
        media.listAt("types").stream()
            .map(each -> ", " + Text.literal(String.valueOf(each.text())))
            .collect(Collectors.joining());
    return ".media("
        + Text.literal(String.valueOf(media.textAt("kind")))
        + ", "
        + (most == null ? "Long.MAX_VALUE" : plain(most) + "L")
        + types
        + ")";
  }

  /** The same for readers. */
  List<String> sentences(View view, JavaType type) {
    List<String> all = new ArrayList<>();
    Node node = view.node();
    limit(all, node, "minLength", "At least %s characters.");
    limit(all, node, "maxLength", "At most %s characters (Unicode code points).");
    limit(all, node, "minItems", "At least %s items.");
    limit(all, node, "maxItems", "At most %s items.");
    String unit = type.kind() == Kind.MAP ? " entries." : " of its properties.";
    limit(all, node, "minProperties", "At least %s" + unit);
    limit(all, node, "maxProperties", "At most %s" + unit);
    if (node.flagAt("uniqueItems")) {
      all.add("No item twice.");
    }
    limit(all, node, "minimum", node.flagAt("exclusiveMinimum") ? "More than %s." : "At least %s.");
    limit(all, node, "exclusiveMinimum", "More than %s.");
    limit(all, node, "maximum", node.flagAt("exclusiveMaximum") ? "Less than %s." : "At most %s.");
    limit(all, node, "exclusiveMaximum", "Less than %s.");
    limit(all, node, "multipleOf", "A multiple of %s.");
    Node gap = view.get("not");
    if (gap != null && gap.numberAt("minimum") != null && gap.numberAt("maximum") != null) {
      all.add(
          "Not " + plain(gap.numberAt("minimum")) + " to " + plain(gap.numberAt("maximum")) + ".");
    }
    String pattern = pattern(view);
    if (pattern != null) {
      all.add("Form: " + Text.prose(formText(view, pattern)) + ".");
    }
    Node inner = inner(view, type);
    if (inner != null) {
      limit(all, views.view(inner).node(), "maxLength", "At most %s characters in each.");
    }
    List<String> words = words(view, type);
    if (!words.isEmpty()) {
      all.add(
          "Documented: " + words.stream().map(Text::code).collect(Collectors.joining(", ")) + ".");
    }
    Node preset = view.get("default");
    if (preset != null && !preset.isMap() && !preset.isList() && !preset.isNull()) {
      all.add("Default: " + Text.code(word(preset)) + ".");
    }
    Node media = view.get("x-media");
    if (media != null) {
      all.add(mediaSentence(media));
    }
    if (node.flagAt("x-unverified")) {
      all.add("Unverified: seen in client code, not in the public documentation.");
    }
    return all;
  }

  private static String mediaSentence(Node media) {
    BigDecimal most = media.numberAt("maxBytes");
    List<Node> types = media.listAt("types");
    return "Media: "
        + media.textAt("kind")
        + (most == null ? "" : ", at most " + plain(most) + " bytes each")
        + (types.isEmpty() ? "" : "; ")
        + types.stream().map(type -> Text.code("" + type.text())).collect(Collectors.joining(", "))
        + ".";
  }

  private static void limit(List<String> all, Node node, String keyword, String sentence) {
    BigDecimal limit = node.numberAt(keyword);
    if (limit != null) {
      all.add(sentence.replace("%s", plain(limit)));
    }
  }

  static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }
}
