package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the README compiles, and runs against the emulator. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final String FRAGMENT =
      """
      import ai.evolink.*;
      import ai.evolink.model.*;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;

      public class %s {
        public static void main(String[] args) throws Exception {
          try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      %s
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void everySnippetCompilesAndRuns() throws Exception {
    List<String> names = new ArrayList<>();
    Matcher snippets = JAVA.matcher(Files.readString(README));
    while (snippets.find()) {
      String code = snippets.group(1);
      Matcher named = CLASS.matcher(code);
      String name = named.find() ? named.group(1) : "Snippet" + names.size();
      Files.writeString(
          folder.resolve(name + ".java"),
          code.contains("public class") ? code : FRAGMENT.formatted(name, code));
      names.add(name);
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(4);

    compile(names);

    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ofMillis(50)).start()) {
      Map<String, String> environment =
          Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", emulator.url().toString());
      for (String name : names) {
        ChildJvm.Ended ended = ChildJvm.run(folder, environment, "-cp", classPath(), name);
        assertThat(ended.exitCode()).as("%s: %s", name, ended.output()).isZero();
      }
      assertThat(emulator.submissions()).hasSize(names.size());
    }
    assertThat(folder.resolve("cat.png")).isNotEmptyFile();
    assertThat(folder.resolve("pictures")).isNotEmptyDirectory();
  }

  @Test
  void readmeIsShortEnoughToBeRead() throws Exception {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
  }

  private void compile(List<String> names) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<Path> files = names.stream().map(name -> folder.resolve(name + ".java")).toList();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-cp", classPath(), "-d", folder.toString(), "-Xlint:deprecation"),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(files.toArray(Path[]::new)))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
    assertThat(messages.toString()).isEmpty();
  }

  private String classPath() {
    return folder + java.io.File.pathSeparator + System.getProperty("java.class.path");
  }
}
