package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkException;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of exceptions name each that there is, and no other. */
class ErrorPagesTest {
  private static final Pattern EXCEPTION = Pattern.compile("`(\\w+Exception)`");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/errors-and-money.md"})
  void everyExceptionHasARow(String page) {
    Set<String> documented = new TreeSet<>();
    MarkdownPage.of(page).rows().stream()
        .map(row -> row.get(0))
        .filter(cell -> cell.matches("(`\\w+Exception`(, )?)+"))
        .flatMap(cell -> EXCEPTION.matcher(cell).results())
        .map(MatchResult::group)
        .map(name -> name.replace("`", ""))
        .filter(name -> !isOfTheJdk(name))
        .forEach(documented::add);

    assertThat(documented).isEqualTo(exceptions());
  }

  private static boolean isOfTheJdk(String name) {
    return name.equals("IllegalArgumentException") || name.equals("CancellationException");
  }

  private static Set<String> exceptions() {
    Pattern ours = Pattern.compile(".*/ai/evolink/[^/]+\\.class");
    Set<String> exceptions =
        new ClassFileImporter()
                .withImportOption(location -> location.matches(ours))
                .importPackages("ai.evolink")
                .stream()
                .filter(type -> type.isAssignableTo(EvolinkException.class))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getSimpleName())
                .filter(name -> !name.equals(EvolinkException.class.getSimpleName()))
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(exceptions).hasSizeGreaterThan(7);
    return exceptions;
  }
}
