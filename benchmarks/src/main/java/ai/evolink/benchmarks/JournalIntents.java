package ai.evolink.benchmarks;

import ai.evolink.JournalEntry;
import ai.evolink.Kind;
import ai.evolink.TaskJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a submit waits for its intent to be on disk: {@code TaskJournal.file} with one caller and
 * with many, beside a loop that appends as many bytes and forces them.
 */
final class JournalIntents {
  private static final long WARM_UP = Duration.ofSeconds(2).toNanos();
  private static final long MEASURED = Duration.ofSeconds(5).toNanos();
  private static final URI SERVICE = URI.create("https://api.evolink.ai");
  private static final String BODY =
      "{\"model\":\"z-image-turbo\",\"prompt\":\"" + "A cat on the grass. ".repeat(15) + "\"}";

  private JournalIntents() {}

  /** Something that a caller does again and again. */
  private interface Step {
    void run(int caller, int turn) throws IOException;
  }

  static void run() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "evolink-journal");
    try {
      int bytes = bytesOfAnIntent(folder.resolve("bytes"));
      System.out.printf(
          Locale.ROOT, "%,d bytes each, on %s.%n%n", bytes, Files.getFileStore(folder).type());
      Table table = new Table("writer", "callers", "intents/s", "median, ms", "99th, ms");
      raw(table, folder.resolve("raw"), bytes);
      for (int callers : new int[] {1, 32, 256}) {
        journal(table, folder.resolve("journal-" + callers), callers);
      }
      raw(table, folder.resolve("raw-again"), bytes);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static int bytesOfAnIntent(Path file) throws IOException {
    TaskJournal journal = TaskJournal.file(file);
    journal.open(SERVICE);
    long empty = Files.size(file);
    journal.intend(intent(0, 0));
    int bytes = (int) (Files.size(file) - empty);
    journal.close();
    return bytes;
  }

  private static void raw(Table table, Path path, int bytes) throws Exception {
    byte[] record = new byte[bytes];
    Arrays.fill(record, (byte) 'x');
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      measure(
          table,
          "append and FD.sync",
          1,
          (caller, turn) -> {
            file.write(record);
            file.getFD().sync();
          });
    }
  }

  private static void journal(Table table, Path path, int callers) throws Exception {
    TaskJournal journal = TaskJournal.file(path);
    journal.open(SERVICE);
    measure(
        table,
        "TaskJournal.file",
        callers,
        (caller, turn) -> {
          if (journal.intend(intent(caller, turn)).isPresent()) {
            throw new IOException("There is such an intent already.");
          }
        });
    journal.close();
  }

  private static JournalEntry intent(int caller, int turn) {
    return JournalEntry.builder(new JournalEntry.Key("order-" + caller + "-" + turn, 1))
        .ordered(true)
        .intendedAt(Instant.now())
        .kind(Kind.IMAGE)
        .path("/v1/images/generations")
        .model("z-image-turbo")
        .fingerprint("1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
        .body(BODY)
        .build();
  }

  private static void measure(Table table, String writer, int callers, Step step)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long start = System.nanoTime() + WARM_UP;
    long end = start + MEASURED;
    List<Future<double[]>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      running.add(threads.submit(() -> millis(step, caller, start, end)));
    }
    List<double[]> all = new ArrayList<>();
    for (Future<double[]> millis : running) {
      all.add(millis.get());
    }
    threads.shutdown();
    double[] millis = all.stream().flatMapToDouble(Arrays::stream).toArray();
    Samples samples = new Samples(millis);
    table.row(
        writer,
        callers,
        Math.round(millis.length / (MEASURED / 1e9)),
        String.format(Locale.ROOT, "%.2f", samples.median()),
        String.format(Locale.ROOT, "%.2f", samples.p99()));
  }

  /** {@return how long each turn took that began in the time that is measured} */
  private static double[] millis(Step step, int caller, long start, long end) throws IOException {
    double[] millis = new double[1 << 16];
    int count = 0;
    int turn = 0;
    for (long began = System.nanoTime(); began < end; turn++) {
      step.run(caller, turn);
      long now = System.nanoTime();
      if (began >= start && count < millis.length) {
        millis[count++] = (now - began) / 1e6;
      }
      began = now;
    }
    return Arrays.copyOf(millis, count);
  }
}
