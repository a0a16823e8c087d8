package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every link between the pages of this repository leads to a file, and to a heading that is there.
 */
class LinksTest {
  static List<MarkdownPage> pages() throws IOException {
    return MarkdownPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(MarkdownPage page) {
    for (String link : page.links()) {
      int hash = link.indexOf('#');
      String path = hash < 0 ? link : link.substring(0, hash);
      Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
      assertThat(target).as("%s in %s", link, page).exists();
      assertThat(target).as("%s in %s", link, page).startsWith(MarkdownPage.ROOT);
      if (hash >= 0) {
        assertThat(new MarkdownPage(target).anchors())
            .as("%s in %s", link, page)
            .contains(link.substring(hash + 1));
      }
    }
  }

  @Test
  void everyPageIsLookedAt() throws Exception {
    assertThat(pages())
        .extracting(MarkdownPage::toString)
        .contains("README.md", "docs/README.md", "examples/README.md", "benchmarks/README.md");
  }

  @Test
  void indexOfTheGuidesNamesEachOnce() throws Exception {
    try (var guides = Files.list(MarkdownPage.ROOT.resolve("docs"))) {
      List<String> names =
          guides
              .map(guide -> guide.getFileName().toString())
              .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
              .toList();
      assertThat(MarkdownPage.of("docs/README.md").links())
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void headingsBecomeAnchorsAsOnGitHub(@org.junit.jupiter.api.io.TempDir Path folder)
      throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # After a `SubmissionUncertainException`
            ## In tests
            ## In tests
            ## [A link](a.md), too: yes_1
            ```sh
            # no heading
            ```
            """);

    assertThat(new MarkdownPage(page).anchors())
        .containsExactlyInAnyOrder(
            "after-a-submissionuncertainexception", "in-tests", "in-tests-1", "a-link-too-yes_1");
  }
}
