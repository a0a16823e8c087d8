package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Rules for the spec that neither OpenAPI nor the generator enforces. */
class SpecLintTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String FILES_HOST = "https://files-api.evolink.ai";

  static Stream<Operation> operations() {
    List<Operation> found = new ArrayList<>();
    Spec.root()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(
                        method ->
                            found.add(
                                new Operation(
                                    method.getKey(),
                                    path.getKey(),
                                    path.getValue(),
                                    method.getValue()))));
    return found.stream();
  }

  static Stream<String> media() {
    return Spec.schemas().properties().stream()
        .filter(schema -> schema.getValue().has("x-request"))
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationSaysWhatItIsAndWhatItAnswers(Operation operation) {
    JsonNode node = operation.node();
    assertThat(node.path("operationId").asString("")).matches("[a-z][A-Za-z0-9]+");
    assertThat(texts(node.path("tags"))).hasSize(1).isSubsetOf(tags());
    assertThat(node.path("summary").asString("")).isNotBlank();
    assertThat(node.path("responses").propertyNames()).contains("200");
    node.path("responses")
        .forEach(
            response ->
                assertThat(Spec.resolve(response).path("description").asString("")).isNotBlank());
    for (JsonNode parameter : node.path("parameters")) {
      assertThat(Spec.resolve(parameter).path("description").asString("")).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationKnowsItsErrors(Operation operation) {
    List<String> errors =
        operation.node().path("responses").propertyNames().stream()
            .filter(status -> !status.startsWith("2"))
            .toList();
    if (operation.path().path("servers").path(0).path("url").asString("").equals(FILES_HOST)) {
      assertThat(errors).as("this host documents no error; see spec/README.md").isEmpty();
    } else {
      assertThat(errors).contains("429");
      assertThat(errors.contains("401")).as("a key can be wrong").isEqualTo(operation.needsKey());
      if (!operation.node().path("x-unverified").asBoolean(false)) {
        assertThat(errors).contains("400", "403", "500");
      }
    }
  }

  @Test
  void operationIdsAreUnique() {
    assertThat(operations().map(operation -> operation.node().path("operationId").asString("")))
        .doesNotHaveDuplicates();
    assertThat(tags()).doesNotHaveDuplicates();
  }

  @Test
  void everySchemaAndPropertyIsDescribed() {
    List<String> silent = new ArrayList<>();
    Spec.schemas()
        .properties()
        .forEach(schema -> describe("schemas/" + schema.getKey(), schema.getValue(), silent));
    operations()
        .forEach(
            operation ->
                operation
                    .node()
                    .path("requestBody")
                    .path("content")
                    .forEach(
                        body -> properties(operation.toString(), body.path("schema"), silent)));

    assertThat(silent).isEmpty();
  }

  private static void describe(String where, JsonNode schema, List<String> silent) {
    if (Spec.resolve(schema).path("description").asString("").isBlank()) {
      silent.add(where);
    }
    properties(where, schema, silent);
  }

  private static void properties(String where, JsonNode schema, List<String> silent) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> describe(where + "/" + property.getKey(), property.getValue(), silent));
    if (schema.has("items")) {
      properties(where + "[]", schema.path("items"), silent);
    }
  }

  @Test
  void examplesFitTheirSchemas() {
    Map<String, Object> wrong = new HashMap<>();
    List<String> seen = new ArrayList<>();
    examples("", Spec.root(), seen, wrong);

    assertThat(wrong).isEmpty();
    assertThat(seen).hasSizeGreaterThan(30);
  }

  /** Looks for media types, which is where examples stand beside their schema. */
  private static void examples(
      String pointer, JsonNode node, List<String> seen, Map<String, Object> wrong) {
    if (node.has("schema") && (node.has("example") || node.has("examples"))) {
      List<JsonNode> examples = new ArrayList<>();
      if (node.has("example")) {
        examples.add(node.path("example"));
      }
      node.path("examples").forEach(example -> examples.add(example.path("value")));
      for (JsonNode example : examples) {
        seen.add(pointer);
        var errors = Spec.errorsAt("#" + pointer + "/schema", example);
        if (!errors.isEmpty()) {
          wrong.put(pointer, errors);
        }
      }
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              child ->
                  examples(
                      pointer + "/" + child.getKey().replace("~", "~0").replace("/", "~1"),
                      child.getValue(),
                      seen,
                      wrong));
    }
  }

  @ParameterizedTest
  @MethodSource("media")
  void idIsInTheVocabularyTheMappingAndOneBody(String medium) {
    JsonNode request = Spec.schemas().path(medium);
    JsonNode vocabulary = vocabulary(request);
    Map<String, String> bodies = new HashMap<>();
    for (JsonNode branch : request.path("oneOf")) {
      for (String id : ids(branch)) {
        assertThat(bodies.put(id, branch.path("$ref").stringValue())).as(id).isNull();
      }
    }
    Map<String, String> mapping = new HashMap<>();
    request
        .path("discriminator")
        .path("mapping")
        .properties()
        .forEach(entry -> mapping.put(entry.getKey(), entry.getValue().stringValue()));

    assertThat(mapping).isEqualTo(bodies);
    assertThat(texts(vocabulary.path("enum")))
        .containsExactlyInAnyOrderElementsOf(mapping.keySet());
  }

  @ParameterizedTest
  @MethodSource("media")
  void defaultModelIsOneOfItsBody(String medium) {
    for (JsonNode branch : Spec.schemas().path(medium).path("oneOf")) {
      JsonNode model = Spec.resolve(branch).path("properties").path("model");
      assertThat(ids(branch)).isNotEmpty();
      if (model.has("default")) {
        assertThat(ids(branch)).contains(model.path("default").stringValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("media")
  void aliasSharesTheBodyOfItsModel(String medium) {
    JsonNode request = Spec.schemas().path(medium);
    JsonNode mapping = request.path("discriminator").path("mapping");
    JsonNode vocabulary = vocabulary(request);

    assertThat(texts(vocabulary.path("enum"))).containsAll(texts(vocabulary.path("x-deprecated")));
    vocabulary
        .path("x-aliases")
        .properties()
        .forEach(
            alias ->
                assertThat(mapping.path(alias.getKey()).asString("none"))
                    .isEqualTo(mapping.path(alias.getValue().stringValue()).asString("missing")));
  }

  @ParameterizedTest
  @MethodSource("media")
  void bodyIsDeprecatedIfAllOfItsModelsAre(String medium) {
    JsonNode request = Spec.schemas().path(medium);
    List<String> deprecated = texts(vocabulary(request).path("x-deprecated"));
    for (JsonNode branch : request.path("oneOf")) {
      assertThat(Spec.resolve(branch).path("deprecated").asBoolean(false))
          .as(branch.toString())
          .isEqualTo(deprecated.containsAll(ids(branch)));
    }
  }

  @Test
  void vocabularyHasAsManyNamesAndDescriptionsAsWords() {
    int vocabularies = 0;
    for (Map.Entry<String, JsonNode> schema : Spec.schemas().properties()) {
      List<String> words = texts(schema.getValue().path("enum"));
      if (!schema.getValue().has("x-enum-varnames")) {
        continue;
      }
      vocabularies++;
      assertThat(words).as(schema.getKey()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(texts(schema.getValue().path("x-enum-varnames")))
          .as(schema.getKey())
          .hasSameSizeAs(words)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("[A-Z][A-Z0-9_]*"));
      if (schema.getValue().has("x-enum-descriptions")) {
        assertThat(texts(schema.getValue().path("x-enum-descriptions")))
            .as(schema.getKey())
            .hasSameSizeAs(words);
      }
    }
    assertThat(vocabularies).isGreaterThan(30);
  }

  @Test
  void wordsOfAPropertyAreInItsVocabulary() {
    List<String> strangers = new ArrayList<>();
    Spec.schemas()
        .properties()
        .forEach(schema -> words(schema.getKey(), schema.getValue(), strangers));

    assertThat(strangers).isEmpty();
  }

  private static void words(String where, JsonNode schema, List<String> strangers) {
    JsonNode vocabulary = Spec.schemas().path(schema.path("x-java-type").asString(""));
    if (vocabulary.has("enum")) {
      List<String> words = new ArrayList<>(texts(schema.path("enum")));
      words.addAll(texts(schema.path("items").path("enum")));
      words.removeAll(texts(vocabulary.path("enum")));
      words.forEach(word -> strangers.add(where + " " + word));
    }
    schema
        .path("properties")
        .properties()
        .forEach(child -> words(where + "/" + child.getKey(), child.getValue(), strangers));
  }

  private static JsonNode vocabulary(JsonNode request) {
    return Spec.schemas().path(request.path("x-request").path("modelType").stringValue());
  }

  private static List<String> ids(JsonNode branch) {
    return texts(Spec.resolve(branch).path("properties").path("model").path("enum"));
  }

  private static List<String> tags() {
    List<String> names = new ArrayList<>();
    Spec.root().path("tags").forEach(tag -> names.add(tag.path("name").asString("")));
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  record Operation(String method, String address, JsonNode path, JsonNode node) {
    boolean needsKey() {
      return !node.has("security") || !node.path("security").isEmpty();
    }

    @Override
    public String toString() {
      return method + " " + address;
    }
  }
}
