package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of the threat model has a test, and every test that it names exists. */
class SecurityPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("SECURITY.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final int LINES_OF_A_PAGE = 60;

  @Test
  void everyTestThatThePageNamesExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher tests = TEST.matcher(Files.readString(PAGE));
    while (tests.find()) {
      named.add(tests.group(1));
    }

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(testClasses()).containsAll(named);
  }

  @Test
  void everyPromiseNamesATest() throws IOException {
    List<String> promises =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| "))
            .skip(1) // the head
            .toList();

    assertThat(promises).hasSizeGreaterThan(8).allSatisfy(row -> assertThat(row).contains("Test`"));
  }

  @Test
  void thePageIsOnePage() throws IOException {
    assertThat(Files.readAllLines(PAGE)).hasSizeLessThanOrEqualTo(LINES_OF_A_PAGE);
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(
              file ->
                  file.toString().contains("src" + file.getFileSystem().getSeparator() + "test"))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
