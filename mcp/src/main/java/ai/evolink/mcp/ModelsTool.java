package ai.evolink.mcp;

import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists models, or tells what one of them takes. Asks nobody. */
final class ModelsTool implements ServerTool {
  private static final String ID = "id";
  private static final String SEARCH = "search";

  @Override
  public McpSchema.Tool definition() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(ID, Schemas.text(200, "A model: the answer has the JSON Schema of its request."));
    arguments.put(
        Requests.MEDIUM, Schemas.word(Schemas.media(), "List only models that make this."));
    arguments.put(
        SEARCH, Schemas.text(200, "List only models with all of these words in their ids."));
    return McpSchema.Tool.builder("models", Schemas.object(arguments))
        .title("List models")
        .description(
            "Lists the models that make images, videos and audio, or, given an id, tells what"
                + " exactly that model takes: call it before submit. Costs nothing.")
        .annotations(
            McpSchema.ToolAnnotations.builder().readOnlyHint(true).openWorldHint(false).build())
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    return Answer.of(arguments.text(ID).map(ModelsTool::details).orElseGet(() -> list(arguments)));
  }

  private static Map<String, Object> details(String id) {
    ModelCatalog catalog = ModelCatalog.get();
    ModelInfo model =
        catalog
            .find(id)
            .orElseThrow(
                () ->
                    new ToolException(
                        "No model \""
                            + id
                            + "\" is known"
                            + catalog
                                .similar(id)
                                .map(near -> ", did you mean \"" + near.id() + "\"?")
                                .orElse(". Call models with search to find one.")));
    Map<String, Object> document = line(model);
    document.put("request", Schemas.request(model.request()));
    return document;
  }

  private static Map<String, Object> list(Arguments arguments) {
    Optional<String> medium = arguments.text(Requests.MEDIUM);
    List<String> words =
        arguments
            .text(SEARCH)
            .map(text -> Arrays.asList(text.toLowerCase(Locale.ROOT).strip().split("\\s+")))
            .orElse(List.of());
    List<Map<String, Object>> models =
        ModelCatalog.get().all().stream()
            .filter(model -> !model.deprecated() && model.aliasOf().isEmpty())
            .filter(model -> medium.map(Schemas.word(model.kind())::equals).orElse(true))
            .filter(model -> words.stream().allMatch(model.id().toLowerCase(Locale.ROOT)::contains))
            .map(ModelsTool::line)
            .toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", models);
    if (models.isEmpty()) {
      document.put("next", "None fits. Search with fewer words, or without medium.");
    }
    return document;
  }

  private static Map<String, Object> line(ModelInfo model) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(ID, model.id());
    line.put(Requests.MEDIUM, Schemas.word(model.kind()));
    model.aliasOf().ifPresent(id -> line.put("alias_of", id));
    if (model.deprecated()) {
      line.put("deprecated", true);
    }
    return line;
  }
}
