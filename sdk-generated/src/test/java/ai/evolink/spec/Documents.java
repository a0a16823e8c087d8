package ai.evolink.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON and YAML. The program in {@code spec/drift} is built with it too. */
public final class Documents {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Documents() {}

  /** Reads JSON text. */
  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** A new object without members. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Reads YAML text, and so JSON too. */
  public static JsonNode yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(100_000)
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(50_000_000)
            .build();
    return JSON.valueToTree(new Load(settings).loadFromString(text));
  }

  /** The node itself, or what it refers to within its document. */
  public static JsonNode resolved(JsonNode root, JsonNode node) {
    JsonNode current = node;
    while (current.has("$ref")) {
      current = target(root, current);
    }
    return current;
  }

  /**
   * What a reference refers to.
   *
   * @throws IllegalArgumentException if nothing is there
   */
  static JsonNode target(JsonNode root, JsonNode reference) {
    String pointer = reference.path("$ref").asString("");
    JsonNode target = root.at(pointer.substring(1));
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("Nothing is at " + pointer);
    }
    return target;
  }

  /** Reads a file of either kind. */
  public static JsonNode read(Path file) {
    try {
      return yaml(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
