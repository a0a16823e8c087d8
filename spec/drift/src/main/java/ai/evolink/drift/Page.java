package ai.evolink.drift;

import ai.evolink.spec.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;

/**
 * A page of the documentation that describes operations.
 *
 * @param name where it was read
 * @param document OpenAPI of either version
 */
record Page(String name, JsonNode document) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```[^\\n]*\\n(.*?)^```");

  /**
   * The documents in a text: the text itself, or the code blocks of Markdown.
   *
   * @return empty if the page describes no operation
   * @throws IllegalArgumentException if a text that has to be a document is none
   */
  static List<Page> in(String name, String text) {
    List<Page> found = new ArrayList<>();
    if (isDocument(name)) {
      addIfApi(name, text, found);
    } else {
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (block.group(1).contains("paths")) {
          addIfApi(name, block.group(1), found);
        }
      }
    }
    return found;
  }

  /** Whether a page of this name can hold documents. */
  static boolean isPage(String name) {
    return isDocument(name) || name.matches(".*\\.mdx?");
  }

  private static boolean isDocument(String name) {
    return name.matches(".*\\.(json|ya?ml)");
  }

  private static void addIfApi(String name, String text, List<Page> found) {
    JsonNode document;
    try {
      document = Documents.yaml(text);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          name + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    if (!document.path("paths").isEmpty()) {
      found.add(new Page(name, document));
    }
  }
}
