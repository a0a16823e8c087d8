package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A command that has run, and what it left on its two streams. */
record Run(int exit, String out, String err) {
  /** Without any environment: no key, and the public service as address. */
  static Run bare(String... args) {
    return with(Map.of(), "", args);
  }

  /** With a key, against an emulator. */
  static Run against(EvolinkEmulator emulator, String... args) {
    return with(environment(emulator.url().toString()), "", args);
  }

  static Map<String, String> environment(String baseUrl) {
    return Map.of("EVOLINK_API_KEY", "sk-test", "EVOLINK_BASE_URL", baseUrl);
  }

  static Run with(Map<String, String> env, String in, String... args) {
    return with(env, in.getBytes(StandardCharsets.UTF_8), args);
  }

  static Run with(Map<String, String> env, byte[] in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            new ByteArrayInputStream(in));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Checks that the run has ended well; shows what it said if not. */
  Run succeeded() {
    assertThat(exit).as("exit code; stderr was:%n%s", err).isZero();
    return this;
  }

  /** What stdout holds, which must be one JSON object. */
  Map<?, ?> document() {
    return object(out);
  }

  /** The error on stderr, which must be the last of its JSON lines. */
  Map<?, ?> error() {
    String[] lines = err.strip().split("\n", -1);
    Object error = object(lines[lines.length - 1]).get("error");
    assertThat(error).as("error in %s", err).isInstanceOf(Map.class);
    return error instanceof Map<?, ?> map ? map : Map.of();
  }

  static Map<?, ?> object(String text) {
    return (Map<?, ?>) Json.parse(text).orElseThrow(() -> new AssertionError("Not JSON: " + text));
  }
}
