package ai.evolink.bulk;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A worker that may be killed or stopped at any moment. Run by {@link BulkKill}. */
final class KilledWorker {
  static final Duration LEASE = Duration.ofSeconds(2);
  static final Duration RETRY_AFTER = Duration.ofSeconds(3);

  private KilledWorker() {}

  static JdbcTaskStore store(String url) {
    return JdbcTaskStore.builder(TestDatabase.source(url))
        .lease(LEASE)
        .retryAfter(RETRY_AFTER)
        .build();
  }

  /**
   * Works until it is killed.
   *
   * @param args the base URL, the address of the database, the folder for results, the public
   *     address for callbacks, the port on which they come to this process
   */
  public static void main(String[] args) throws Exception {
    CallbackHub hub =
        CallbackHub.at(URI.create(args[3]), "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[4])), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", hub.httpHandler());
    server.start();
    JdbcTaskStore store = store(args[1]);
    try (EvolinkClient evolink =
            EvolinkClient.builder("sk-test")
                .baseUrl(URI.create(args[0]))
                .callbackHub(hub)
                .journal(store)
                .submitTimeout(Duration.ofSeconds(3))
                .build();
        BulkWorker worker =
            BulkWorker.builder(evolink, store).saveInto(Path.of(args[2])).concurrency(8).start()) {
      System.out.println("started " + worker);
      new CountDownLatch(1).await(); // it does not end by itself
    }
  }
}
