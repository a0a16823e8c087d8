package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * R8 in full mode shrinks, optimises and renames a program with all its libraries, by the rules in
 * the jars and one of the program's own (keep {@code main}); the result works as before.
 */
@Execution(ExecutionMode.CONCURRENT) // children do the work
@Tag("deep")
class ShrunkProgramTest {
  private static final Path R8 = Path.of("target", "tools", "r8.jar").toAbsolutePath();
  private static final String RULES =
      """
      -keep class consumer.Main { public static void main(java.lang.String[]); }
      """;

  /** Shrinking is work for a minute, and for some on a machine that is busy. */
  private static final long PATIENCE_SECONDS = 600;

  @TempDir Path folder;

  @Test
  @EnabledForJreRange(
      max = JRE.JAVA_21,
      disabledReason = "this R8 cannot read a later JDK's classes")
  void programWorksAfterFullModeShrinking() throws Exception {
    List<Path> jars = RuntimeJars.all();
    assumeTrue(jars.stream().allMatch(Files::isRegularFile), "needs jars: mvn package or later");
    Path classes = folder.resolve("consumer");
    SampleProgram.compile(classes, jars, false);
    Path shrunk = folder.resolve("shrunk.jar");

    shrink(classes, jars, shrunk);

    String output = SampleProgram.runIn(folder, "-cp", shrunk.toString(), SampleProgram.MAIN);
    assertThat(output).contains("module null\n");
    System.out.printf(
        Locale.ROOT,
        "R8, full mode: %,d bytes in %d jars before, %,d in one after.%n",
        size(jars),
        jars.size(),
        Files.size(shrunk));
    assertThat(Files.size(shrunk)).isLessThan(size(jars));
  }

  private void shrink(Path classes, List<Path> jars, Path into) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-cp",
                R8.toString(),
                "com.android.tools.r8.R8",
                "--classfile",
                "--release",
                "--lib",
                System.getProperty("java.home"),
                "--pg-conf",
                Files.writeString(folder.resolve("rules.pro"), RULES).toString(),
                "--output",
                into.toString()));
    jars.forEach(jar -> command.add(jar.toString()));
    command.add(classes.resolve("consumer").resolve("Main.class").toString());
    command.add(classes.resolve("consumer").resolve("Main$OwnApi.class").toString());
    ChildJvm.Ended ended =
        ChildJvm.run(PATIENCE_SECONDS, folder, Map.of(), command.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  private static long size(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }
}
