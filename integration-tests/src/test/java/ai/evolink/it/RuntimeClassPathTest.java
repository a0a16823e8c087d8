package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** What a user of the SDK gets at run time is little, known, and what the documentation says. */
class RuntimeClassPathTest {
  private static final Path PAGE = Path.of("..", "docs", "dependencies.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([\\w.-]+)` \\| ((?:≤ )?\\d+) \\| .+\\|$", Pattern.MULTILINE);
  private static final Pattern OWN = Pattern.compile("(evolink-[a-z-]*[a-z])-\\d.*");
  private static final int MAX_JARS = 13;
  private static final long MAX_BYTES = 6_200_000;

  /** Sizes in kB by name without {@code .jar}; our own without version, to the next hundred. */
  private final Map<String, String> jars = new TreeMap<>();

  private long bytes;

  @BeforeEach
  void look() throws Exception {
    for (Path jar : RuntimeJars.all()) {
      assumeTrue(Files.isRegularFile(jar), "needs jars: mvn package or later");
      bytes += Files.size(jar);
      String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
      Matcher own = OWN.matcher(name);
      if (own.matches()) {
        jars.put(own.group(1), "≤ " + (Files.size(jar) / 1024 / 100 + 1) * 100);
      } else {
        jars.put(name, String.valueOf(Math.round(Files.size(jar) / 1024.0)));
      }
    }
  }

  @Test
  void everyJarIsDocumentedWithItsSize() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      documented.put(rows.group(1), rows.group(2));
    }

    assertThat(jars).as("the table of %s", PAGE).isEqualTo(documented);
  }

  /**
   * Maven takes the version that is named nearest to a program. What only a library below the SDK
   * names, any neighbour of the SDK's pulls down.
   */
  @Test
  void everyLibraryIsNamedByThePomOfTheSdk() throws Exception {
    Set<String> named = new TreeSet<>();
    NodeList dependencies =
        (NodeList)
            XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency[not(scope)]/artifactId",
                    DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("..", "sdk-ergonomic", "pom.xml").toFile()),
                    XPathConstants.NODESET);
    for (int i = 0; i < dependencies.getLength(); i++) {
      named.add(dependencies.item(i).getTextContent());
    }

    Set<String> brought = new TreeSet<>();
    jars.keySet().forEach(jar -> brought.add(jar.replaceFirst("-\\d.*", "")));
    brought.removeAll(Set.of("evolink-sdk", "annotations")); // itself, and what nobody runs
    assertThat(named).isEqualTo(brought);
  }

  @Test
  void classPathIsSmall() {
    assertThat(jars).hasSizeLessThanOrEqualTo(MAX_JARS);
    assertThat(bytes).as("bytes of %s", jars.keySet()).isLessThanOrEqualTo(MAX_BYTES);
  }
}
