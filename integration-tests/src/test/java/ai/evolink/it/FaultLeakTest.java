package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.evolink.WaitClock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand submits and every fault leave nothing behind: no connection in use, no file handle,
 * and once the clients are closed no thread.
 */
class FaultLeakTest {
  private static final int CALLS = 1_000;

  /** Of 30 s, after which a forgotten thread would end by itself. */
  private static final int SOONER_THAN_IDLE_THREADS_END = 15;

  private static final Path HANDLES = Path.of("/proc/self/fd");

  private final List<FaultRun> runs = new ArrayList<>();
  private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void loadTheCode() throws IOException {
    assumeTrue(Files.isDirectory(HANDLES), "no " + HANDLES + " to count file handles in");
    new FaultRun(given(Fault.NONE, false), FastClock.SHARED, FaultRun.LONG).close(); // loads code
    new FaultRun(given(Fault.NONE, true), FastClock.SHARED, FaultRun.LONG).close();
  }

  @AfterEach
  void close() {
    runs.forEach(FaultRun::close);
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Set<Thread> threadsBefore = Awaits.threads();
    int handlesBefore = handles();
    for (Fault fault : Fault.values()) {
      open(fault, false);
      open(fault, true);
    }
    int rounds = (CALLS + runs.size() - 1) / runs.size();

    round();
    settle();
    int handlesAtRest = handles();
    for (int i = 1; i < rounds; i++) {
      round();
    }

    assertThat(broken).isEmpty();
    settle();
    Awaits.until(
        () -> handles() + " file handles, at first " + handlesAtRest,
        () -> handles() <= handlesAtRest);

    runs.forEach(FaultRun::close);
    Awaits.within(
        SOONER_THAN_IDLE_THREADS_END,
        () -> "threads live on: " + names(left(threadsBefore)),
        () -> left(threadsBefore).isEmpty());
    Awaits.until(
        () -> handles() + " file handles, before " + handlesBefore,
        () -> handles() <= handlesBefore);
  }

  private void open(Fault fault, boolean http2) throws IOException {
    FaultCase given = given(fault, http2);
    if (given.impossible() == null) {
      boolean timesOut = fault == Fault.NO_ANSWER;
      runs.add(
          new FaultRun(
              given,
              timesOut ? WaitClock.system() : FastClock.SHARED,
              timesOut ? Duration.ofSeconds(1) : FaultRun.LONG));
    }
  }

  private static FaultCase given(Fault fault, boolean http2) {
    boolean warm = fault.place == Fault.Place.IDLE;
    boolean two = fault.place == Fault.Place.FIRST_ADDRESS;
    return new FaultCase(fault, http2, warm, two, /* lasting= */ true, /* cancelled= */ false);
  }

  /** One submit for every fault and protocol. */
  private void round() {
    FaultRun.all(
        runs,
        run -> {
          try {
            run.submit();
          } catch (Throwable t) {
            broken.add(t);
          }
        });
  }

  /** Waits until no connection is in use and none is kept twice. */
  private void settle() {
    for (FaultRun run : runs) {
      Awaits.until(
          () -> run + " has " + run.pool.connectionCount() + " connections",
          () ->
              run.pool.connectionCount() <= 1
                  && run.pool.idleConnectionCount() == run.pool.connectionCount());
    }
  }

  private static int handles() {
    int count = 0;
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(HANDLES)) {
      for (Path ignored : handles) {
        count++;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return count;
  }

  private static Set<Thread> left(Set<Thread> before) {
    Set<Thread> left = Awaits.threads();
    left.removeAll(before);
    left.removeIf(FaultLeakTest::isShared);
    return left;
  }

  /**
   * Whether all clients of a JVM share {@code thread}. OkHttp's bear the name of what they did
   * last.
   */
  private static boolean isShared(Thread thread) {
    String name = thread.getName();
    boolean runsTasks =
        name.equals("OkHttp TaskRunner") || name.startsWith("OkHttp ConnectionPool");
    boolean hasRead = name.startsWith("OkHttp " + FaultRun.HOST) && !Awaits.readsHttp2(thread);
    return runsTasks || hasRead || name.equals("Okio Watchdog") || name.equals("fast-clock");
  }

  private static Set<String> names(Set<Thread> threads) {
    Set<String> names = new TreeSet<>();
    threads.forEach(thread -> names.add(thread.getName()));
    return names;
  }
}
