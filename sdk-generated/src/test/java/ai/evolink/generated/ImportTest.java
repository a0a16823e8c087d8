package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an IDE finds that imports the project: folders of sources, and no step of ours to run. */
class ImportTest {
  /** Maven's session is not there when Eclipse runs a step, so such a step could only fail. */
  @Test
  void stepsThatNeedMavenAreMarkedForEclipse() throws Exception {
    List<String> executions =
        Stream.of(Files.readString(Path.of("pom.xml")).split("<execution>", -1))
            .skip(1)
            .filter(execution -> execution.contains("codegen.") || execution.contains("<clean>"))
            .toList();

    assertThat(executions).hasSize(4);
    assertThat(executions)
        .allSatisfy(execution -> assertThat(execution.strip()).startsWith("<?m2e ignore?>"));
  }

  @Test
  @Tag("deep")
  @RunsTheGenerator
  void generatingAloneLeavesAllThatAnIdeCompiles(@TempDir Path folder) throws Exception {
    SpecCopy copy = SpecCopy.ofSources(folder);

    copy.run("generate-sources");

    Map<Path, FileTime> generated = copy.built();
    assertThat(generated).hasSizeGreaterThan(100);
    assertThat(folder.resolve("sdk-generated/target/classes")).doesNotExist();
    List<Path> sources = new ArrayList<>();
    for (String root : List.of("src/main/java", "target/generated-sources/openapi")) {
      try (Stream<Path> files = Files.walk(folder.resolve("sdk-generated").resolve(root))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(errors(sources, folder.resolve("ide"))).isEmpty();

    copy.run("generate-sources");
    assertThat(copy.built()).as("nothing is generated twice").isEqualTo(generated);
  }

  /** Compiles them as one module, with the libraries of this build and none of its classes. */
  private static String errors(List<Path> sources, Path classes) throws Exception {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("--module-path", libraries, "-proc:none", "-d", classes.toString()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(sources))
            .call();
    return compiled ? "" : messages.toString();
  }
}
