package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables of the guide on scale follow from its formulas and from what was measured. */
class AtScaleTest {
  private static final MarkdownPage GUIDE = MarkdownPage.of("docs/at-scale.md");
  private static final String WARM = "**adaptive**, 400 at once, the next nine";
  private static final double[] PER_DAY = {1e3, 1e4, 1e5, 1e6, 1e7};

  @Test
  void loadFollowsFromTheFormulas() {
    double polls = measured()[0];
    double lag = measured()[1];
    for (double perDay : PER_DAY) {
      double submits = 3 * perDay / 86_400;
      double seconds = 45 * Math.exp(0.35 * 0.35 / 2) + lag;
      assertThat(rows(perDay).get(0).subList(1, 5))
          .containsExactly(
              two(submits), two(submits * seconds), two(submits * polls), two(submits));
    }
  }

  @Test
  void rowsOfTheDatabaseAreTwoForEachItem() {
    double commits = Double.parseDouble(cell("commits"));
    for (double perDay : PER_DAY) {
      List<String> costs = rows(perDay).get(2);
      assertThat(costs.get(1)).isEqualTo(String.format(Locale.ROOT, "%,.0f", 2 * perDay));
      assertThat(costs.get(4)).isEqualTo(two(commits * 3 * perDay / 86_400));
    }
  }

  @Test
  void moneyIsCreditsByTheDollar() {
    double[] credits = {0.26, 2.4, 67.5};
    for (double perDay : PER_DAY) {
      List<String> costs = rows(perDay).get(1);
      for (int i = 0; i < credits.length; i++) {
        assertThat(costs.get(i + 1))
            .isEqualTo(String.format(Locale.ROOT, "$%,.0f", perDay * credits[i] / 68));
      }
    }
  }

  /** {@return polls for each task and mean lag, of a client that has seen the model before} */
  private static double[] measured() {
    String[] figures = cell(WARM).split(" [·/] ", -1);
    return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
  }

  /** {@return what was measured, in the first row that begins so} */
  private static String cell(String row) {
    return MarkdownPage.of("benchmarks/README.md").rows().stream()
        .filter(cells -> cells.get(0).startsWith(row))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  /** {@return the row of each table for so many tasks a day, without that which only advises} */
  private static List<List<String>> rows(double perDay) {
    String first = String.format(Locale.ROOT, "%,.0f", perDay);
    List<List<String>> rows =
        GUIDE.rows().stream().filter(row -> row.get(0).equals(first)).skip(1).toList();
    assertThat(rows).hasSize(3);
    return rows;
  }

  private static String two(double value) {
    return String.format(
        Locale.ROOT, value >= 9.95 ? "%,.0f" : value >= 0.995 ? "%.1f" : "%.2f", value);
  }
}
