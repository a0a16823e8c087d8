package ai.evolink.codegen;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the spec, and writes what the generator reads. */
public final class SpecPreparation {
  private SpecPreparation() {}

  /**
   * Prepares a file.
   *
   * @param spec an OpenAPI document, in YAML or JSON
   * @param lowered where to write the document for the generator; nothing is written if anything is
   *     refused
   * @return one line for each refusal; empty if there is none
   */
  public static List<String> prepare(Path spec, Path lowered) throws IOException {
    String text;
    try {
      text = Files.readString(spec);
    } catch (MalformedInputException e) {
      return List.of(spec + ":1:1: #: the file is not UTF-8. Save it as UTF-8.");
    }
    Refusals refusals = new Refusals();
    String document = lower(text, refusals);
    if (refusals.isEmpty() && document != null) {
      Files.createDirectories(lowered.toAbsolutePath().getParent());
      Files.writeString(lowered, document);
    }
    return refusals.lines(spec.toString());
  }

  /** The document for the generator, which is of use only if nothing has been refused. */
  static @Nullable String lower(String yaml, Refusals refusals) {
    Node root = SpecReader.read(yaml, refusals);
    if (root == null) {
      return null;
    }
    new Walk(root, refusals).run();
    if (!root.isMap()) {
      return null;
    }
    Node components = root.get("components");
    Models models =
        new Models(components == null ? Map.of() : components.mapAt("schemas"), refusals);
    List<Operations.Operation> operations = new Operations(root, models, refusals).all();
    return Json.of(document(operations, models.all()));
  }

  /**
   * As simple as a document can be, so that the generator has nothing to interpret: all that the
   * templates need stands in the extension {@code x-java}.
   */
  private static Map<String, Object> document(
      List<Operations.Operation> operations, Map<String, Map<String, Object>> models) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Operations.Operation operation : operations) {
      paths.put(
          "/" + operation.name(),
          Map.of(
              "get",
              Map.of(
                  "tags", List.of(operation.tag()),
                  "operationId", operation.name(),
                  "x-java", operation.java(),
                  "responses", Map.of("200", Map.of("description", "OK")))));
    }
    Map<String, Object> schemas = new LinkedHashMap<>();
    models.forEach(
        (name, java) ->
            schemas.put(
                name,
                Map.of(
                    "type",
                    "object",
                    // Of a schema without properties the generator makes no class.
                    "properties",
                    Map.of("p", Map.of("type", "string")),
                    "x-java",
                    java)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.3");
    document.put("info", Map.of("title", "Lowered", "version", "1"));
    document.put("paths", paths);
    document.put("components", Map.of("schemas", schemas));
    return document;
  }
}
