package ai.evolink.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What the emulator bears: 100,000 live tasks in a JVM of their own, and as many queries as eight
 * keep-alive connections can ask, from the same machine.
 */
final class EmulatorLoad {
  private static final int TASKS = 100_000;
  private static final int CONNECTIONS = 8;
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final String HEAP = "-Xmx256m";

  private EmulatorLoad() {}

  static void run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (EmulatorProcess emulator = EmulatorProcess.start(Duration.ofHours(10), HEAP)) {
      long start = System.nanoTime();
      List<String> ids = submit(threads, emulator);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%,d tasks submitted in %.0f s (%,.0f/s), all alive; JVM with %s: %s resident.%n%n",
          ids.size(),
          seconds,
          ids.size() / seconds,
          HEAP,
          resident(emulator.pid()));
      Table table = new Table("task queries", "per second");
      table.row("first 5 s", query(threads, emulator, ids));
      table.row("next 5 s", query(threads, emulator, ids));
      table.row("next 5 s", query(threads, emulator, ids));
      control(emulator, "{\"fault\":\"status\",\"status\":503,\"on\":[\"submit_image\"]}");
      table.row("with a fault for submits", query(threads, emulator, ids));
      System.out.printf("%nResident at the end: %s.%n", resident(emulator.pid()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> submit(ExecutorService threads, EmulatorProcess emulator)
      throws Exception {
    List<Future<List<String>>> parts = new ArrayList<>();
    for (int c = 0; c < CONNECTIONS; c++) {
      int connection = c;
      parts.add(
          threads.submit(
              () -> {
                List<String> ids = new ArrayList<>();
                try (KeepAlive http = new KeepAlive(emulator.url())) {
                  for (int i = 0; i < TASKS / CONNECTIONS; i++) {
                    String prompt = "A cat playing on the grass, number " + connection + "-" + i;
                    String body =
                        "{\"model\":\"gemini-2.5-flash-image\",\"prompt\":\"" + prompt + "\"}";
                    String answer = http.call(KeepAlive.post("/v1/images/generations", body));
                    ids.add(answer.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1"));
                  }
                }
                return ids;
              }));
    }
    List<String> all = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      all.addAll(part.get());
    }
    return all;
  }

  /** {@return how many queries were answered in a second} */
  private static double query(ExecutorService threads, EmulatorProcess emulator, List<String> ids)
      throws Exception {
    long start = System.nanoTime();
    long end = start + ROUND.toNanos();
    List<Future<Integer>> parts = new ArrayList<>();
    for (int c = 0; c < CONNECTIONS; c++) {
      Random random = new Random(c);
      parts.add(
          threads.submit(
              () -> {
                int answered = 0;
                try (KeepAlive http = new KeepAlive(emulator.url())) {
                  while (System.nanoTime() < end) {
                    String id = ids.get(random.nextInt(ids.size()));
                    http.call(KeepAlive.get("/v1/tasks/" + id));
                    answered++;
                  }
                }
                return answered;
              }));
    }
    long sum = 0;
    for (Future<Integer> part : parts) {
      sum += part.get();
    }
    return sum / ((double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1));
  }

  private static void control(EmulatorProcess emulator, String fault) throws IOException {
    try (KeepAlive http = new KeepAlive(emulator.url())) {
      http.call(KeepAlive.post("/_emulator/faults", fault));
    }
  }

  /** What the system says that a process has in memory; Linux only. */
  private static String resident(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
        .findFirst()
        .orElse("unknown");
  }
}
