package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Keywords that the generator does not hand on are said a second time in an extension: the two have
 * to agree. See the table of extensions in {@code spec/README.md}.
 */
class SpecFormLintTest {
  private static final Set<String> BESIDE_A_REFERENCE =
      Set.of("$ref", "description", "minProperties", "maxProperties", "x-properties");

  private final List<JsonNode> schemas = new ArrayList<>();

  SpecFormLintTest() {
    Spec.schemas().forEach(this::collect);
  }

  private void collect(JsonNode schema) {
    schemas.add(schema);
    schema.path("properties").forEach(this::collect);
    if (schema.has("items")) {
      collect(schema.path("items"));
    }
  }

  @Test
  void everyPatternHasAFormInWords() {
    int patterns = 0;
    for (JsonNode schema : schemas) {
      JsonNode pattern =
          schema.has("pattern") ? schema.path("pattern") : schema.at("/propertyNames/pattern");
      assertThat(schema.has("x-form")).as(schema.toString()).isEqualTo(pattern.isString());
      if (pattern.isString()) {
        patterns++;
        JsonNode form = schema.path("x-form");
        assertThat(form.path("text").asString("")).isNotBlank();
        Pattern open = Pattern.compile(form.path("open").asString(pattern.stringValue()));
        for (String word : words(pattern.stringValue())) {
          assertThat(open.matcher(word).find()).as(word).isTrue();
        }
      }
    }
    assertThat(patterns).isGreaterThan(5);
  }

  /**
   * The plain words of a pattern such as {@code ^(auto|16:9|[0-9]+x[0-9]+)$}, and sample pixels.
   */
  private static List<String> words(String pattern) {
    List<String> words = new ArrayList<>();
    if (pattern.startsWith("^(") && pattern.endsWith(")$")) {
      for (String word : pattern.substring(2, pattern.length() - 2).split("\\|", -1)) {
        words.add(word.replace("[x×]", "×").replace("[0-9]+", "1024"));
      }
    }
    return words;
  }

  @Test
  void onlyARangeIsExcluded() {
    List<JsonNode> gaps =
        schemas.stream().map(schema -> schema.path("not")).filter(JsonNode::isObject).toList();

    assertThat(gaps)
        .isNotEmpty()
        .allSatisfy(
            gap -> assertThat(gap.propertyNames()).containsExactlyInAnyOrder("minimum", "maximum"));
  }

  @Test
  void nothingStandsBesideAReferenceThatTheGeneratorWouldDrop() {
    List<JsonNode> references = schemas.stream().filter(schema -> schema.has("$ref")).toList();

    assertThat(references)
        .hasSizeGreaterThan(100)
        .allSatisfy(schema -> assertThat(BESIDE_A_REFERENCE).containsAll(schema.propertyNames()));
    assertThat(references.stream().filter(schema -> schema.has("maxProperties")))
        .isNotEmpty()
        .allSatisfy(
            schema -> {
              assertThat(schema.at("/x-properties/least")).isEqualTo(schema.path("minProperties"));
              assertThat(schema.at("/x-properties/most")).isEqualTo(schema.path("maxProperties"));
            });
  }

  /** The generator looks behind a reference only if no class comes of it. */
  @Test
  void propertyThatIsAnObjectDescribesItself() {
    List<String> silent = new ArrayList<>();
    Spec.schemas()
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        property -> {
                          JsonNode node = property.getValue();
                          boolean isClass = Spec.resolve(node).has("properties");
                          if (isClass && node.path("description").asString("").isBlank()) {
                            silent.add(schema.getKey() + "/" + property.getKey());
                          }
                        }));

    assertThat(silent).isEmpty();
  }
}
