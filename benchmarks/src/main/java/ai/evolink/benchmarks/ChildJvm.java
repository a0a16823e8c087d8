package ai.evolink.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM with the class path of this one, whose standard output is read line by line. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts {@code main} on the JDK at {@code javaHome}. */
  static ChildJvm start(Path javaHome, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(javaHome, System.getProperty("java.class.path"), options, main, arguments);
  }

  /** Starts {@code main} on the JDK at {@code javaHome}, with a class path of its own. */
  static ChildJvm start(
      Path javaHome, String classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The JDK that runs this. */
  static Path ownJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  long pid() {
    return process.pid();
  }

  /** {@return the next line; null after the last} */
  @Nullable String line() throws IOException {
    return output.readLine();
  }

  /** Lets the child know that it may end: its standard input does. */
  @Override
  public void close() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
