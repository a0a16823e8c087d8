package ai.evolink.emulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Fields that take links to media take nothing else, above all not the bytes themselves; those
 * whose format the spec leaves open take other texts too. What links point to is not fetched.
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
      String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      JsonNode shape = spec.resolve(property.getValue());
      checkValue(shape, shape.has("x-media"), body.path(property.getKey()), name, violations);
    }
  }

  private void checkValue(
      JsonNode shape, boolean media, JsonNode value, String name, List<Violation> violations) {
    if (value.isArray()) {
      JsonNode items = spec.resolve(shape.path("items"));
      for (int i = 0; i < value.size(); i++) {
        checkValue(items, media, value.path(i), name + "[" + i + "]", violations);
      }
    } else if (value.isObject()) {
      check(shape, value, name, violations);
    } else if (media
        && value.isString()
        && Json.text(shape, "format", "").equals("uri")
        && !isLink(value.stringValue())) {
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
