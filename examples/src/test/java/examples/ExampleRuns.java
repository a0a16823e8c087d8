package examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs programs as their first lines say, in a JVM of their own, against an emulator of their own.
 * Most of the time they wait, so that several tests run at once.
 */
abstract class ExampleRuns {
  static final Duration PACE = Duration.ofMillis(300);
  static final Duration PATIENCE = Duration.ofSeconds(90);

  final EvolinkEmulator emulator = EvolinkEmulator.builder().pace(PACE).start();

  @TempDir Path folder;

  @AfterEach
  void stopEmulator() {
    emulator.close();
  }

  record Ended(int exitCode, String output) {}

  record Running(Process process, Path log) {
    Ended end() throws Exception {
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String output = Files.readString(log);
      Files.delete(log);
      assertThat(ended).as("still running: %s", output).isTrue();
      return new Ended(process.exitValue(), output);
    }
  }

  Ended run(Class<?> program, String... args) throws Exception {
    Ended ended = start(program, args);
    assertThat(ended.exitCode).as(ended.output).isZero();
    return ended;
  }

  Ended start(Class<?> program, String... args) throws Exception {
    return begin(program, args).end();
  }

  Running begin(Class<?> program, String... args) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName()),
                Arrays.stream(args))
            .toList();
    Path log = Files.createTempFile("example", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "EVOLINK_API_KEY", "sk-test",
                "EVOLINK_BASE_URL", emulator.url().toString(),
                "CALLBACK_KEY", "MDEyMzQ1Njc4OWFiY2RlZg=="));
    return new Running(builder.start(), log);
  }

  String taskId(int submission) {
    return emulator.submissions().get(submission).taskId().orElseThrow();
  }

  void endAllTasks() {
    for (int i = 0; i < emulator.submissions().size(); i++) {
      emulator.endTask(taskId(i), TaskOutcome.completed());
    }
  }

  /** Waits until a program has written {@code text} into {@code file} as often. */
  void awaitText(String file, String text, int times) throws Exception {
    Path path = folder.resolve(file);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(path) || Files.readString(path).split(text, -1).length <= times) {
      assertThat(System.nanoTime()).as("no %s in %s", text, file).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  List<String> filesIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
