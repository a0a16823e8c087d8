package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.evolink.emulator.EvolinkEmulator;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever stops the command is told what becomes of the task, which is paid. */
class InterruptTest {
  private static final Screen TERMINAL = new Screen(true, 80, false);

  @Test
  void interruptedWaitSaysHowToGoOn() throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start()) {
      LiveRun run = new LiveRun(TERMINAL, emulator.url().toString(), "image", "emulator:stuck");
      run.err.awaitText("submitted");
      run.interrupts.fire();
      String id = emulator.submissions().get(0).taskId().orElseThrow();
      assertThat(run.exit()).isEqualTo(130);
      assertThat(run.err.text())
          .contains("\nerror: Stopped waiting for task " + id + ".")
          .containsPattern(
              "next:  The task goes on\\. Wait for it with: \\./evolink task evt1_\\S+ --wait\\R$");
      assertThat(run.out.text()).isEmpty();
    }
  }

  @Test
  void submitOnItsWayIsAwaitedSoThatItIsNotLost() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          arrived.countDown();
          await(answer);
          byte[] body =
              "{\"id\":\"task-unified-1757169743-7cvnl5zw\",\"status\":\"pending\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      LiveRun run = new LiveRun(TERMINAL, url, "image", "A cat");
      await(arrived);
      Thread hook = new Thread(run.interrupts::fire);
      hook.start();
      assertThat(run.exit()).isEqualTo(130);
      assertThat(run.err.text()).as("before the answer").doesNotContain("error:");
      answer.countDown();
      hook.join();
      assertThat(run.err.text())
          .contains("error: Stopped waiting for task task-unified-1757169743-7cvnl5zw.")
          .contains("The task goes on.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void builtInEmulatorOffersNoResume() throws Exception {
    LiveRun run = new LiveRun(TERMINAL, "", "image", "emulator:stuck", "--emulator");
    run.err.awaitText("processing");
    run.interrupts.fire();
    assertThat(run.exit()).isEqualTo(130);
    assertThat(run.err.text()).contains("ended with the built-in emulator").doesNotContain("evt1_");
  }

  @Test
  void signalDuringAWaitIsAnsweredByAProcessOfItsOwn() throws Exception {
    assumeTrue(File.separatorChar == '/', "signals are a matter of POSIX");
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start()) {
      ProcessBuilder command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "image",
              "emulator:stuck");
      command.environment().putAll(Run.environment(emulator.url().toString()));
      Process process = command.start();
      try (var err = process.errorReader(StandardCharsets.UTF_8)) {
        assertThat(err.readLine()).startsWith("Submitted task-");
        // SIGTERM, since a test run in the background ignores SIGINT; of the handle, since
        // Process.destroy() closes the streams too.
        process.toHandle().destroy();
        assertThat(err.lines().toList())
            .satisfiesExactly(
                line -> assertThat(line).startsWith("error: Stopped waiting for task task-"),
                line -> assertThat(line).startsWith("next:  The task goes on."));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
