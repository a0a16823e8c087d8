package ai.evolink.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is refused, with the whole of each line. */
class RefusalsTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      tags: [{name: Things, description: Things.}]
      paths:
        /v1/things/{id}:
          post:
            tags: [Things]
            operationId: doThing
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: q, in: query, schema: {type: string}}
            requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
            responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
      components:
        schemas:
          AspectRatio: {type: string, enum: ['1:1', auto], x-enum-varnames: [R1_1, AUTO]}
          Other: {type: object, required: [kind], properties: {kind: {type: string, enum: [other]}}}
          Thing: {type: object, properties: {a: {type: string}}}
      """;

  static Stream<Map.Entry<String, JsonNode>> refused() {
    return SpecCase.yaml("refused.yaml").properties().stream();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithPathReasonAndRemedy(Map.Entry<String, JsonNode> edit) {
    ObjectNode document = (ObjectNode) SpecCase.parsed(DOCUMENT, "document");
    put(document, edit.getValue().path("at").stringValue(), edit.getValue().path("value"));
    List<String> expected = new ArrayList<>();
    edit.getValue().path("refused").forEach(line -> expected.add(line.stringValue()));

    assertThat(refusals(document.toString()).stream().map(SpecCase::withoutPlace))
        .isNotEmpty()
        .isEqualTo(expected);
  }

  private static List<String> refusals(String yaml) {
    Refusals refusals = new Refusals();
    String lowered = SpecPreparation.lower(yaml, refusals);
    assertThat(lowered == null && refusals.isEmpty()).isFalse();
    return refusals.lines("f");
  }

  private static void put(ObjectNode document, String pointer, JsonNode value) {
    JsonNode parent = document;
    String[] steps = pointer.substring(1).split("/", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      String step = unescaped(steps[i]);
      parent =
          parent instanceof ArrayNode list
              ? list.get(Integer.parseInt(step))
              : parent.has(step) ? parent.get(step) : ((ObjectNode) parent).putObject(step);
    }
    String last = unescaped(steps[steps.length - 1]);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  private static String unescaped(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  @Test
  void documentOfTheTestIsNotRefused() {
    assertThat(refusals(DOCUMENT)).isEmpty();
  }

  @Test
  void allAreToldAtOnceInTheOrderOfTheDocumentWithLineAndColumn() {
    String edited =
        DOCUMENT
            .replace("title: T,", "title: T, titel: U,")
            .replace("a: {type: string}}}", "a: {type: string, maxLenght: 5}}}");

    assertThat(refusals(edited))
        .containsExactly(
            "f:2:25: #/info/titel: \"titel\" is not handled in info. Did you mean \"title\".",
            "f:18:69: #/components/schemas/Thing/properties/a/maxLenght: \"maxLenght\" is not handled"
                + " in a schema. Did you mean \"maxLength\".");
  }

  @Test
  void malformedFileNamesLineAndColumn() {
    assertThat(refusals("openapi: 3.1.0\ninfo: {title: T\npaths: {}\n"))
        .singleElement()
        .asString()
        .startsWith("f:3:6: #: the file is malformed: expected ',' or '}'");
    assertThat(refusals("{\"openapi\": \"3.1.0\",\n \"info\" {}}"))
        .singleElement()
        .asString()
        .startsWith("f:2:9: #: the file is malformed:");
    assertThat(refusals("openapi: 3.1.0\nopenapi: 3.1.0\n"))
        .contains("f:2:1: #: \"openapi\" stands here twice. Leave one of them out.");
    assertThat(refusals("")).singleElement().asString().contains("the document is empty");
    assertThat(refusals("- 1")).singleElement().asString().contains("must be an object");
  }

  @Test
  void fileThatIsNotUtf8IsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("spec.yaml");
    Files.write(file, "info: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(SpecPreparation.prepare(file, folder.resolve("lowered.json")))
        .containsExactly(file + ":1:1: #: the file is not UTF-8. Save it as UTF-8.");
    assertThat(folder.resolve("lowered.json")).doesNotExist();
  }

  @Test
  void aliasesThatExplodeAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }

    assertThat(refusals(bomb.toString()))
        .last()
        .asString()
        .contains("aliases make it too large or too deep");
  }

  /** Each template prints what the preparation has escaped, and nothing of the document itself. */
  @Test
  void templatesPrintNothingRaw() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("templates"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContainPattern(
                "\\{\\{\\{?&?(?!#|/|\\^|>|-)(vendorExtensions(?!\\.x-java)|description|summary|notes|baseName|path|dataType"
                    + "|defaultValue|externalDocumentation|enumDescription|mappingName|propertyBaseName)");
      }
    }
  }
}
