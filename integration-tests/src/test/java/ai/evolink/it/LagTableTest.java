package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of polls against lag in the guide says what the benchmarks have measured. */
class LagTableTest {
  private static final MarkdownPage GUIDE = MarkdownPage.of("docs/how-the-waiter-decides.md");
  private static final MarkdownPage MEASURED = MarkdownPage.of("benchmarks/README.md");

  /** Rows of the guide, and what the same policy is called among the measurements. */
  private static final Map<String, String> POLICIES =
      Map.of(
          "every 2 s", "fixed 2 s",
          "every 5 s", "fixed 5 s",
          "exponential, 1 to 10 s", "exponential 1→10 s × 1.5",
          "adaptive, nothing learned", "**adaptive**, cold, progress none",
          "adaptive, nothing learned, true progress", "**adaptive**, cold, progress linear",
          "adaptive, 50 tasks learned", "**adaptive**, 50 seen, progress none");

  @Test
  void everyFigureIsAMeasuredOne() {
    POLICIES.forEach(
        (guide, benchmark) -> {
          List<String> shown = row(GUIDE, guide);
          List<String> measured = row(MEASURED, benchmark);
          for (int i = 1; i <= 4; i++) {
            assertThat(measured.get(i))
                .as("%s, column %s", guide, i)
                .startsWith(shown.get(i) + " /");
          }
        });
  }

  @Test
  void everyRowOfTheGuideIsLookedAt() {
    assertThat(GUIDE.rows())
        .extracting(row -> row.get(0))
        .filteredOn(policy -> policy.matches("(every|exponential|adaptive).*"))
        .containsExactlyInAnyOrderElementsOf(POLICIES.keySet());
  }

  /** {@return the first row of that name; later tables show other figures} */
  private static List<String> row(MarkdownPage page, String name) {
    return page.rows().stream()
        .filter(row -> row.get(0).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(page + " has no row '" + name + "'"));
  }
}
