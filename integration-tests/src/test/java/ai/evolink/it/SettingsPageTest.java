package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.Kind;
import ai.evolink.PollBudget;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of settings name every setting there is, no other, and the defaults of the code. */
class SettingsPageTest {
  private static final MarkdownPage ALL = MarkdownPage.of("docs/configuration.md");
  private static final Pattern SETTING = Pattern.compile("`([a-z]\\w+)(?:\\([^`]*\\))?`");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/configuration.md"})
  void everySettingHasARow(String page) {
    assertThat(settingsOf(MarkdownPage.of(page)).keySet()).isEqualTo(settings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/configuration.md", "docs/downloads.md"})
  void defaultsAreThoseOfTheCode(String page) throws Exception {
    Map<String, String> defaults = defaults();
    Map<String, String> documented = settingsOf(MarkdownPage.of(page));
    assertThat(documented).hasSizeGreaterThan(2);
    documented.forEach(
        (setting, told) -> {
          if (defaults.containsKey(setting)) {
            assertThat(told)
                .as("default of %s in %s", setting, page)
                .startsWith(defaults.get(setting));
          }
        });
  }

  @Test
  void publicHostIsTheDefault() {
    try (EvolinkClient evolink = EvolinkClient.builder("sk-test").build()) {
      assertThat(settingsOf(ALL).get("baseUrl")).isEqualTo("`" + addressOf(evolink) + "`");
    }
  }

  @Test
  void everyEnvironmentVariableHasARow() throws Exception {
    Set<String> variables = new TreeSet<>();
    for (Field field : EvolinkClient.class.getFields()) {
      if (field.getName().endsWith("_VARIABLE")) {
        variables.add("`" + field.get(null) + "`");
      }
    }

    assertThat(variables).hasSizeGreaterThan(1);
    assertThat(ALL.rows())
        .extracting(row -> row.get(0))
        .filteredOn(cell -> cell.startsWith("`EVOLINK_"))
        .containsExactlyInAnyOrderElementsOf(variables);
  }

  @Test
  void deadlinesAreThoseOfTheKinds() {
    Map<String, String> documented =
        MarkdownPage.of("docs/waiting-and-resuming.md").rows().stream()
            .filter(row -> row.get(0).startsWith("`Kind."))
            .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    Map<String, String> deadlines =
        Arrays.stream(Kind.values())
            .collect(
                Collectors.toMap(
                    kind -> "`Kind." + kind + "`", kind -> text(kind.defaultDeadline())));

    assertThat(documented).isEqualTo(deadlines);
  }

  // ---- the page

  /** {@return the second cell of each row, by the settings in the first} */
  private static Map<String, String> settingsOf(MarkdownPage page) {
    Map<String, String> settings = new TreeMap<>();
    for (List<String> row : page.rows()) {
      List<String> names = new ArrayList<>();
      for (MatchResult name : SETTING.matcher(row.get(0)).results().toList()) {
        names.add(name.group(1));
      }
      if (row.get(0).matches("(`[a-z]\\w+(\\([^`]*\\))?`(, )?)+")) {
        String[] defaults = row.get(1).split(", ", -1);
        for (int i = 0; i < names.size(); i++) {
          settings.put(names.get(i), defaults.length == names.size() ? defaults[i] : row.get(1));
        }
      }
    }
    return settings;
  }

  // ---- the code

  private static Set<String> settings() {
    return Arrays.stream(EvolinkClient.Builder.class.getMethods())
        .filter(method -> method.getReturnType() == EvolinkClient.Builder.class)
        .map(java.lang.reflect.Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** {@return how a page tells the default of each setting whose field has its name} */
  private static Map<String, String> defaults() throws Exception {
    EvolinkClient.Builder builder = EvolinkClient.builder("sk-test");
    Map<String, String> defaults = new TreeMap<>();
    for (Field field : EvolinkClient.Builder.class.getDeclaredFields()) {
      field.setAccessible(true);
      Object value = field.get(builder);
      if (value instanceof Duration duration) {
        defaults.put(field.getName(), text(duration));
      } else if (value instanceof Integer number) {
        defaults.put(field.getName(), number.toString());
      } else if (value instanceof Long bytes) {
        defaults.put(field.getName(), (bytes >> 30) + " GiB");
      } else if (value instanceof PollBudget budget) {
        defaults.put(
            field.getName(), (int) budget.perSecond() + "/s, " + budget.burst() + " at once");
      } else if (value == null && field.getName().equals("spendLimit")) {
        defaults.put(field.getName(), "none");
      }
    }
    assertThat(defaults).hasSizeGreaterThan(7);
    return defaults;
  }

  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 3600 == 0
        ? seconds / 3600 + " h"
        : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private static String addressOf(EvolinkClient evolink) {
    return evolink.toString().replaceFirst(".*\\[(.*)\\]", "$1").replaceFirst("/$", "");
  }
}
