package ai.evolink.emulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Fields that take media take links to it, never the bytes themselves. What they point to is not
 * fetched.
 */
final class LinkRule {

  private final Spec spec;

  LinkRule(Spec spec) {
    this.spec = spec;
  }

  /** Adds what is wrong with the links in a body to the list. */
  void check(JsonNode schema, JsonNode body, String path, List<Violation> violations) {
    for (Map.Entry<String, JsonNode> property :
        spec.resolve(schema).path("properties").properties()) {
      JsonNode value = body.path(property.getKey());
      JsonNode shape = spec.resolve(property.getValue());
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      if (shape.has("x-media")) {
        checkValue(value, name, violations);
      } else if (value.isObject()) {
        check(shape, value, name, violations);
      }
    }
  }

  private static void checkValue(JsonNode value, String name, List<Violation> violations) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        checkValue(value.path(i), name + "[" + i + "]", violations);
      }
    } else if (value.isString() && !isLink(value.stringValue())) {
      violations.add(
          new Violation(
              name,
              "link",
              name + " must be an http or https link; upload the file first and give its link"));
    }
  }

  private static boolean isLink(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
