package ai.evolink.bulk;

import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Measures what the store costs, without any HTTP: items added per second, and items per second
 * from claim over intent and accepted to done, for 1, 2 and 4 workers of 16 threads. Arguments: the
 * number of items to add, of those to buy for each number of workers, and the databases.
 */
final class BulkScale {
  private static final int THREADS = 16;
  private static final URI SERVICE = URI.create("https://api.evolink.ai");

  private final TestDatabase database;
  private final String url;

  private BulkScale(TestDatabase database) throws Exception {
    this.database = database;
    this.url = database.emptyUrl(Files.createTempDirectory("bulk-scale"));
  }

  public static void main(String[] args) throws Exception {
    int exit = 1;
    try {
      for (int i = 2; i < args.length; i++) {
        new BulkScale(TestDatabase.valueOf(args[i]))
            .run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
      }
      exit = 0;
    } finally {
      System.exit(exit); // the server of the test has threads that go on
    }
  }

  private void run(int add, int buy) throws Exception {
    JdbcTaskStore store = JdbcTaskStore.of(TestDatabase.source(url));
    store.open(SERVICE);
    store.bulkRows().createBulk("autumn");
    store.bulkRows().spendLimit("autumn", new BigDecimal("100000000"));
    measure("added", add, () -> add(store, add));
    int from = 0;
    buy(1, from, Math.min(buy, 1_000), true); // until the code is compiled
    from += Math.min(buy, 1_000);
    for (int workers : new int[] {1, 2, 4}) {
      buy(workers, from, buy, false);
      from += buy;
    }
    measure("counted by progress()", add, () -> store.bulkRows().progress("autumn"));
    store.close();
  }

  private static void add(JdbcTaskStore store, int count) {
    for (int from = 0; from < count; from += 500) {
      store
          .items()
          .add(
              "autumn",
              IntStream.range(from, from + 500)
                  .mapToObj(
                      i -> BulkItem.of("sku-" + i, ImageRequest.of("A product on a table " + i)))
                  .toList());
    }
    store.items().loaded();
  }

  private interface Step {
    void run() throws Exception;
  }

  private void measure(String what, int count, Step step) throws Exception {
    Cpu cpu = new Cpu(url);
    long began = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %d %s in %.2f s, %.0f/s; CPU per item: workers %.3f ms, database %.3f ms; load %.1f%n",
        database,
        count,
        what,
        seconds,
        count / seconds,
        cpu.workerMillis() / count,
        cpu.databaseMillis() / count,
        Cpu.load());
  }

  private void buy(int workers, int from, int count, boolean warmUp) throws Exception {
    List<JdbcTaskStore> stores = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      JdbcTaskStore store = JdbcTaskStore.of(TestDatabase.source(url));
      store.open(SERVICE);
      stores.add(store);
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers * THREADS);
    if (warmUp) {
      each(threads, stores, from, count, BulkScale::one);
    } else {
      String by = " by " + workers + " workers";
      measure("claimed" + by, count, () -> claim(stores.get(0), count));
      measure(
          "intended" + by,
          count / 2,
          () -> each(threads, stores, from, count / 2, BulkScale::intend));
      measure(
          "accepted" + by,
          count / 2,
          () -> each(threads, stores, from, count / 2, BulkScale::accept));
      measure(
          "ended and saved" + by,
          count / 2,
          () -> each(threads, stores, from, count / 2, BulkScale::end));
      measure(
          "bought and done" + by,
          count / 2,
          () -> each(threads, stores, from + count / 2, count / 2, BulkScale::one));
    }
    threads.shutdown();
    stores.forEach(JdbcTaskStore::close);
  }

  private interface OnItem {
    void run(JdbcTaskStore store, int number);
  }

  private static void each(
      ExecutorService threads, List<JdbcTaskStore> stores, int from, int count, OnItem step)
      throws Exception {
    int all = stores.size() * THREADS;
    List<Future<?>> futures = new ArrayList<>();
    for (int t = 0; t < all; t++) {
      JdbcTaskStore store = stores.get(t % stores.size());
      int first = t;
      futures.add(
          threads.submit(
              () -> {
                for (int i = first; i < count; i += all) {
                  step.run(store, from + i);
                }
              }));
    }
    for (Future<?> each : futures) {
      each.get();
    }
  }

  /** Looks for items as a worker does that has two of sixteen shards and room for 32 submits. */
  private static void claim(JdbcTaskStore store, int count) {
    long now = store.bulkRows().now();
    for (int found = 0; found < count; ) {
      found += store.items().ready("autumn", Set.of(3, 11), now, 32).size();
    }
  }

  private static JournalEntry.Key key(int number) {
    return new JournalEntry.Key(Items.orderId("autumn", "sku-" + number), 1);
  }

  private static void intend(JdbcTaskStore store, int number) {
    boolean granted =
        store
            .intend(
                JournalEntry.builder(key(number))
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
      throw new IllegalStateException("not granted: " + key(number));
    }
  }

  private static String task(int number) {
    return "task-unified-1757169743-" + number;
  }

  private static void accept(JdbcTaskStore store, int number) {
    store.accepted(key(number), TaskHandle.ofId(task(number)), new BigDecimal("1.6"));
  }

  private static void end(JdbcTaskStore store, int number) {
    store.ended(task(number), JournalState.COMPLETED, new BigDecimal("1.6"));
    store.saved(task(number));
  }

  private static void one(JdbcTaskStore store, int number) {
    intend(store, number);
    accept(store, number);
    end(store, number);
  }
}
