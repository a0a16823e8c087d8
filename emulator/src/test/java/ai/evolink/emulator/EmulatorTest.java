package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmulatorTest {

  @Test
  void oneLineStartsOneOnAFreePort() {
    try (EvolinkEmulator one = EvolinkEmulator.start();
        EvolinkEmulator two = EvolinkEmulator.start()) {
      assertThat(one.url().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
      assertThat(one.url()).isNotEqualTo(two.url());
      assertThat(new Api(one).submit("A cat").status()).isEqualTo(200);
      assertThat(two.submissions()).isEmpty();
    }
  }

  @Test
  void closeFreesPortAndThreads() throws IOException {
    EvolinkEmulator emulator = EvolinkEmulator.start();
    URI url = emulator.url();
    new Api(emulator)
        .submit(
            Api.cat().put("callback_url", "http://127.0.0.1:1/").put("prompt", "emulator:slow"));
    assertThat(threads()).anyMatch(name -> name.startsWith("evolink-emulator-timer"));
    emulator.close();
    emulator.close();

    assertThat(threads()).noneMatch(name -> name.startsWith("evolink-emulator"));
    assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
        .isInstanceOf(ConnectException.class);
    try (EvolinkEmulator next = EvolinkEmulator.builder().port(url.getPort()).start()) {
      assertThat(next.url()).isEqualTo(url);
    }
  }

  @Test
  void allThreadsAreDaemons() {
    try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
      new Api(emulator).submit("A cat");
      assertThat(
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> thread.getName().startsWith("evolink-emulator")))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void portThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EvolinkEmulator.builder().port(taken.getLocalPort()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
    }
    assertThat(threads()).noneMatch(name -> name.startsWith("evolink-emulator"));
  }

  @Test
  void emulatorOnAllAddressesIsReachedOverLoopback() {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().host("0.0.0.0").start()) {
      assertThat(emulator.url().getHost()).isEqualTo("127.0.0.1");
      assertThat(new Api(emulator).get("/v1/credits").status()).isEqualTo(200);
    }
  }

  @Test
  @Timeout(30)
  void joinEndsWithClose() throws Exception {
    EvolinkEmulator emulator = EvolinkEmulator.start();
    CompletableFuture<Boolean> joined =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                emulator.join();
                return true;
              } catch (InterruptedException e) {
                return false;
              }
            },
            task -> new Thread(task).start());
    assertThat(joined).isNotDone();
    emulator.close();

    assertThat(joined.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nonsenseIsRefusedBeforeTheStart() {
    EvolinkEmulator.Builder builder = EvolinkEmulator.builder();
    assertThatThrownBy(() -> builder.port(70_000)).hasMessageContaining("but was 70000");
    assertThatThrownBy(() -> builder.pace(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> builder.credits(new BigDecimal("-1"))).hasMessageContaining("-1");
    assertThatThrownBy(() -> builder.maxTasks(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> builder.maxFileBytes(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> builder.fileQuota(-1)).hasMessageContaining("but was -1");
    assertThatThrownBy(() -> EmulatorClock.scaled(0)).hasMessageContaining("but was 0");
    assertThatThrownBy(() -> EmulatorClock.manual().advance(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
  }

  @Test
  void scaledTimeRunsFaster() {
    EmulatorClock clock = EmulatorClock.scaled(1_000_000);
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder().clock(clock).pace(Duration.ofHours(1)).start()) {
      Api api = new Api(emulator);
      String id = api.submit("A cat").id();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!api.task(id).json().path("status").asString().equals("completed")) {
        assertThat(System.nanoTime()).as("an hour has not passed in 20 s").isLessThan(deadline);
      }
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }
}
