package ai.evolink.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class with the class path of these tests in a JVM of its own. */
final class ChildJvm {
  record Ended(int exitCode, String output, long millis) {}

  private ChildJvm() {}

  static Ended run(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(60, directory, environment, arguments);
  }

  static Ended run(
      long seconds, Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "child", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("EVOLINK_"));
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "Still running after " + seconds + " s: " + Files.readString(output));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    String text = Files.readString(output);
    Files.delete(output);
    return new Ended(process.exitValue(), text, millis);
  }
}
