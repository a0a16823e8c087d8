package ai.evolink.benchmarks.calls;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that answers each line with a line. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  static Child start(String classPath, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Starts a server that thinks for {@code millis} about each request. */
  static Child server(int millis) throws IOException {
    return start(System.getProperty("java.class.path"), CheapServer.class, "" + millis);
  }

  static Child stage(Contenders contender, String url) throws IOException {
    Child stage = start(contender.classPath(), Stage.class, contender.type(), url);
    stage.line();
    return stage;
  }

  String ask(String line) throws IOException {
    input.write(line);
    input.newLine();
    input.flush();
    return line();
  }

  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new EOFException("A child has ended early.");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    input.close();
    output.close();
  }
}
