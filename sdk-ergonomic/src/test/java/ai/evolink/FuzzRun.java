package ai.evolink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Counts the inputs that a target was given, and fails a run that was to fuzz and did not: Jazzer
 * is content with the seeds alone, or with a skipped test.
 */
public final class FuzzRun implements BeforeAllCallback, AfterAllCallback {
  private static final long LEAST = 100;
  private static final Path REPORT = Path.of("target", "fuzz-executions.txt");

  private long start;
  private long inputs;

  /** To be called for each input. */
  public void begin() {
    inputs++;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start = System.nanoTime();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (!Boolean.getBoolean("evolink.fuzz")) {
      return;
    }
    String target = context.getRequiredTestClass().getSimpleName();
    double seconds = (System.nanoTime() - start) / 1e9;
    String line = "%s: %d inputs in %.1f s%n".formatted(target, inputs, seconds);
    Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    boolean failed = context.getExecutionException().isPresent();
    if (!failed && inputs < LEAST) {
      throw new AssertionError(
          target + " was to be fuzzed, but saw " + inputs + " inputs only. Was the fuzzer on?");
    }
  }
}
