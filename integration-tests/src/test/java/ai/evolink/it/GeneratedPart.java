package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a page under {@code docs} that a test writes, so that it cannot age. To accept a
 * change, run the test with {@code -Ddocs.update=true} and commit the page.
 *
 * @param name the part stands between the comments {@code <!-- name -->} and {@code <!-- /name -->}
 */
record GeneratedPart(Path page, String name) {
  static GeneratedPart of(String page, String name) {
    return new GeneratedPart(Path.of("..", "docs", page), name);
  }

  /**
   * Fails if the page shows anything else than {@code lines}; leaves them in {@code target} too.
   */
  void mustBe(List<String> lines) throws IOException {
    Files.write(Path.of("target", name + ".md"), lines);
    List<String> before = Files.readAllLines(page);
    int begin = before.indexOf("<!-- " + name + " -->");
    int end = before.indexOf("<!-- /" + name + " -->");
    assertThat(begin).as("%s has a comment that begins %s", page, name).isNotNegative();
    assertThat(end).as("%s has a comment that ends %s", page, name).isGreaterThan(begin);
    if (Boolean.getBoolean("docs.update")) {
      List<String> after = new ArrayList<>(before.subList(0, begin + 1));
      after.addAll(lines);
      after.addAll(before.subList(end, before.size()));
      Files.write(page, after);
      return;
    }
    assertThat(before.subList(begin + 1, end))
        .as("If the change is meant, run this test with -Ddocs.update=true, and commit %s", page)
        .containsExactlyElementsOf(lines);
  }
}
