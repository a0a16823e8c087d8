package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  @Test
  void namesOfFilesAreThoseOfTheirOrdersAndOfNoOther() {
    assertThat(Results.name("cat-on-grass-1")).isEqualTo("cat-on-grass-1");
    List<String> orders =
        List.of("cat", "Cat", "c/at", "../cat", "c at", "c.at", "cat_1", "x".repeat(200), "çat");

    assertThat(orders.stream().map(Results::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]{1,80}(\\.[0-9a-f]{8})?"));
  }
}
