package ai.evolink.benchmarks;

import ai.evolink.emulator.EvolinkEmulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** An emulator in a JVM of its own, so that it shares neither heap nor threads with the client. */
public final class EmulatorProcess implements AutoCloseable {
  private final ChildJvm jvm;
  private final URI url;

  private EmulatorProcess(ChildJvm jvm, URI url) {
    this.jvm = jvm;
    this.url = url;
  }

  /** Starts one whose tasks take {@code pace}. */
  static EmulatorProcess start(Duration pace) throws IOException {
    return start(pace, "-Xmx1g");
  }

  /** The same with this limit on its heap. */
  static EmulatorProcess start(Duration pace, String heap) throws IOException {
    ChildJvm jvm =
        ChildJvm.start(ChildJvm.ownJdk(), List.of(heap), EmulatorProcess.class, pace.toString());
    String line = jvm.line();
    if (line == null) {
      jvm.close();
      throw new IOException("The emulator did not start.");
    }
    return new EmulatorProcess(jvm, URI.create(line));
  }

  long pid() {
    return jvm.pid();
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }

  public static void main(String[] args) throws IOException {
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder()
            .pace(Duration.parse(args[0]))
            .credits(BigDecimal.valueOf(1_000_000_000))
            .start()) {
      System.out.println(emulator.url());
      while (System.in.read() >= 0) {
        // Lives until its parent lets go.
      }
    }
  }
}
