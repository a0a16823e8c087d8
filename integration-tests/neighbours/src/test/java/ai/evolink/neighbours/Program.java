package ai.evolink.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.File;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Runs {@link EmulatorTrial} in a JVM of its own. */
final class Program {
  static final Path EMULATOR = origin(EvolinkEmulator.class);
  static final Path CLASSES = origin(EmulatorTrial.class);

  private Program() {}

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static String path(Path... entries) {
    return Arrays.stream(entries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * What it prints.
   *
   * @param arguments of {@code java}
   */
  static String run(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "child", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String printed = Files.readString(output);
    assertThat(ended).as("ended by itself: %s", printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  /** The program as a module that requires the emulator's, compiled with all warnings as errors. */
  static Path compileModule(Path folder) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = folder.resolve("consumer");
    String name = EmulatorTrial.class.getSimpleName() + ".java";
    Path descriptor =
        Files.writeString(
            sources.resolve("module-info.java"),
            "module consumer { requires ai.evolink.emulator; requires java.net.http; }");
    Path program = Path.of("src/test/java/ai/evolink/neighbours", name);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "--release",
                    "17",
                    "-Xlint:all",
                    "-Werror",
                    "--module-path",
                    EMULATOR.toString(),
                    "-d",
                    classes.toString()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(descriptor, program))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
    return classes;
  }
}
