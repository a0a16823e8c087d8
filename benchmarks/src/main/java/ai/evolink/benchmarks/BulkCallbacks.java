package ai.evolink.benchmarks;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.bulk.Bulk;
import ai.evolink.bulk.BulkItem;
import ai.evolink.bulk.BulkState;
import ai.evolink.bulk.BulkWorker;
import ai.evolink.bulk.JdbcTaskStore;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/**
 * How often the workers of one store ask about an item if callbacks come to them in turns, whoever
 * waits. The workers share a JVM, and nothing else but the database.
 */
final class BulkCallbacks {
  private static final int ITEMS = 300;
  private static final Duration PACE = Duration.ofSeconds(45);

  /** Until each worker has its part of the shards. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private BulkCallbacks() {}

  static void run() throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Table table = new Table("workers", "done", "queries for each item", "seconds");
    for (int workers : new int[] {1, 3}) {
      measure(workers, table);
    }
  }

  private static void measure(int count, Table table) throws Exception {
    HttpServer balancer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    balancer.setExecutor(threads);
    List<HttpHandler> hubs = new CopyOnWriteArrayList<>();
    AtomicInteger turn = new AtomicInteger();
    balancer.createContext(
        "/hub", call -> hubs.get(turn.getAndIncrement() % hubs.size()).handle(call));
    balancer.start();
    URI address = URI.create("http://127.0.0.1:" + balancer.getAddress().getPort() + "/hub");
    PollMeter meter = new PollMeter();
    List<AutoCloseable> open = new ArrayList<>();
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
        EmulatorProcess emulator = EmulatorProcess.start(PACE)) {
      List<BulkWorker> workers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        JdbcTaskStore store = JdbcTaskStore.of(server.getPostgresDatabase());
        CallbackHub hub =
            CallbackHub.at(address, "an unguessable key".getBytes(StandardCharsets.US_ASCII));
        hubs.add(hub.httpHandler());
        EvolinkClient evolink =
            EvolinkClient.builder("sk-test")
                .baseUrl(emulator.url())
                .journal(store)
                .callbackHub(hub)
                .httpClient(new OkHttpClient.Builder().addInterceptor(meter).build())
                .build();
        open.add(0, evolink);
        BulkWorker worker =
            BulkWorker.builder(evolink, store)
                .resultSink((order, made) -> "bucket:" + order.key())
                .start();
        open.add(0, worker);
        workers.add(worker);
      }
      Thread.sleep(SETTLED.toMillis());
      long began = System.nanoTime();
      Bulk bulk = workers.get(0).bulk("autumn");
      bulk.addAll(
          IntStream.range(0, ITEMS)
              .mapToObj(i -> BulkItem.of("sku-" + i, ImageRequest.of("Product " + i))));
      table.row(
          count,
          bulk.join().count(BulkState.DONE),
          String.format(Locale.ROOT, "%.2f", (double) meter.polls() / ITEMS),
          (System.nanoTime() - began) / 1e9);
      for (AutoCloseable each : open) {
        each.close();
      }
    } finally {
      balancer.stop(0);
      threads.shutdown();
    }
  }
}
