package ai.evolink.bulk;

import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Measures what the store costs, without any HTTP: items added per second, and items per second
 * from claim over intent and accepted to done, for 1, 2 and 4 workers of 16 threads. Arguments: the
 * number of items to add, and of those to buy for each number of workers.
 */
final class BulkScale {
  private static final int THREADS = 16;
  private static final URI SERVICE = URI.create("https://api.evolink.ai");

  private BulkScale() {}

  public static void main(String[] args) throws Exception {
    int add = Integer.parseInt(args[0]);
    int buy = Integer.parseInt(args[1]);
    for (TestDatabase database : TestDatabase.values()) {
      Path folder = Files.createTempDirectory("bulk-scale");
      String url = database.emptyUrl(folder);
      JdbcTaskStore store = JdbcTaskStore.of(TestDatabase.source(url));
      store.open(SERVICE);
      store.bulkRows().createBulk("autumn");
      store.bulkRows().spendLimit("autumn", new BigDecimal("100000000"));
      long began = System.nanoTime();
      for (int from = 0; from < add; from += 500) {
        store
            .items()
            .add(
                "autumn",
                IntStream.range(from, from + 500)
                    .mapToObj(
                        i -> BulkItem.of("sku-" + i, ImageRequest.of("A product on a table " + i)))
                    .toList());
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d items added, %.0f/s%n",
          database,
          add,
          add / ((System.nanoTime() - began) / 1e9));
      int from = 0;
      for (int workers : new int[] {1, 2, 4}) {
        buy(database, url, workers, from, buy);
        from += buy;
      }
      began = System.nanoTime();
      BulkProgress progress = store.bulkRows().progress("autumn");
      System.out.printf(
          Locale.ROOT,
          "%s: %s, counted in %d ms%n",
          database,
          progress,
          (System.nanoTime() - began) / 1_000_000);
      store.close();
    }
    System.exit(0);
  }

  private static void buy(TestDatabase database, String url, int workers, int from, int count)
      throws Exception {
    List<JdbcTaskStore> stores = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      JdbcTaskStore store = JdbcTaskStore.of(TestDatabase.source(url));
      store.open(SERVICE);
      stores.add(store);
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers * THREADS);
    long cpu = cpu();
    long began = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < workers * THREADS; t++) {
      JdbcTaskStore store = stores.get(t % workers);
      int first = t;
      all.add(
          threads.submit(
              () -> {
                for (int i = first; i < count; i += workers * THREADS) {
                  one(store, from + i);
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s, %d workers: %.0f items/s bought and done, %.2f ms CPU of the workers an item%n",
        database,
        workers,
        count / seconds,
        (cpu() - cpu) / 1e6 / count);
    threads.shutdown();
    stores.forEach(JdbcTaskStore::close);
  }

  private static void one(JdbcTaskStore store, int number) {
    String id = Items.orderId("autumn", "sku-" + number);
    JournalEntry.Key key = new JournalEntry.Key(id, 1);
    boolean granted =
        store
            .intend(
                JournalEntry.builder(key)
                    .ordered(true)
                    .intendedAt(Instant.now())
                    .kind(Kind.IMAGE)
                    .path("/v1/images/generations")
                    .model("z-image-turbo")
                    .fingerprint("1:c0ffee")
                    .body("{\"model\":\"z-image-turbo\",\"prompt\":\"A product on a table\"}")
                    .callbackToken("token-" + number)
                    .creditsMost(new BigDecimal("1.6"))
                    .build())
            .isEmpty();
    if (!granted) {
      throw new IllegalStateException("not granted: " + id);
    }
    String task = "task-unified-1757169743-" + number;
    store.accepted(key, TaskHandle.ofId(task), new BigDecimal("1.6"));
    store.ended(task, JournalState.COMPLETED, new BigDecimal("1.6"));
    store.saved(task);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
