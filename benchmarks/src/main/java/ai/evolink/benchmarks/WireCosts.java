package ai.evolink.benchmarks;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.EvolinkEmulator;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Bytes on the wire for a submit, a query and a callback, over TLS and HTTP/1.1, and the CPU time
 * of {@link CallbackHub#handle}. The answers are the emulator's, in the documented form; those of
 * the service may have more headers.
 */
final class WireCosts {
  private static final int CALLS = 500;
  private static final int HANDLED = 200_000;

  private static final class Callback {
    private final String path;
    private final byte[] body;
    private final int bytes;

    Callback(String path, byte[] body, int bytes) {
      this.path = path;
      this.body = body;
      this.bytes = bytes;
    }
  }

  private WireCosts() {}

  static void run() throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Queue<Callback> callbacks = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    server.setExecutor(threads);
    server.createContext(
        "/hub",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int head = exchange.getRequestURI().toString().length() + "POST  HTTP/1.1".length();
            for (var header : exchange.getRequestHeaders().entrySet()) {
              for (String value : header.getValue()) {
                head += header.getKey().length() + value.length() + 4; // colon, space, line end
              }
            }
            String path = exchange.getRequestURI().getPath();
            callbacks.add(new Callback(path, body, head + 4 + body.length));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    CallbackHub hub =
        CallbackHub.at(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hub"),
            "an unguessable key".getBytes(StandardCharsets.US_ASCII));
    CountingSockets sockets = new CountingSockets();
    try (EvolinkEmulator emulator =
            EvolinkEmulator.builder().pace(Duration.ofHours(1)).tls().start();
        EvolinkClient evolink =
            EvolinkClient.builder("sk-0123456789abcdef0123456789abcdef0123456789abcdef")
                .baseUrl(emulator.url())
                .httpClient(trusting(emulator).socketFactory(sockets).build())
                .callbackHub(hub)
                .build()) {
      measure(emulator, evolink, sockets, callbacks);
      System.out.printf(
          Locale.ROOT,
          "%nOne CallbackHub.handle takes %.1f µs of CPU.%n",
          microsOfHandle(hub, callbacks.element()));
    } finally {
      server.stop(0);
      threads.shutdown();
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void measure(
      EvolinkEmulator emulator,
      EvolinkClient evolink,
      CountingSockets sockets,
      Queue<Callback> callbacks)
      throws Exception {
    String prompt = "A red mug on a wooden table, morning light, shallow depth of field";
    Table table = new Table("what", "sent, B", "received, B");
    evolink.credits().balance().result();
    long sent = sockets.sent();
    long received = sockets.received();
    evolink.credits().balance().result();
    table.row(
        "to open a connection (TCP apart)",
        sent - (sockets.sent() - sent),
        received - (sockets.received() - received));
    TaskHandle[] task = new TaskHandle[1];
    each(
        table,
        sockets,
        "a submit of a picture, prompt of " + prompt.length() + " letters",
        () -> task[0] = evolink.images().submit(ImageRequest.of(prompt)).result());
    Call query = () -> evolink.tasks().get(task[0].id()).result();
    each(table, sockets, "a query of a pending task", query);
    emulator.pace(Duration.ZERO);
    TaskHandle done = evolink.images().submit(ImageRequest.of(prompt)).result();
    emulator.awaitCallbacks(1, Duration.ofSeconds(10));
    each(
        table,
        sockets,
        "a query of a completed task",
        () -> evolink.tasks().get(done.id()).result());
    while (callbacks.isEmpty()) {
      Thread.onSpinWait();
    }
    table.row("a callback, without TLS", "0", callbacks.element().bytes);
    if (sockets.opened() != 1) {
      throw new IllegalStateException(sockets.opened() + " connections were opened, not one");
    }
  }

  private static void each(Table table, CountingSockets sockets, String what, Call call)
      throws Exception {
    long sent = sockets.sent();
    long received = sockets.received();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    table.row(what, (sockets.sent() - sent) / CALLS, (sockets.received() - received) / CALLS);
  }

  /** For a task that nobody waits for any more; of HANDLED calls the second half counts. */
  private static double microsOfHandle(CallbackHub hub, Callback callback) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long from = 0;
    for (int i = 0; i < HANDLED; i++) {
      if (i == HANDLED / 2) {
        from = thread.getCurrentThreadCpuTime();
      }
      hub.handle(callback.path, callback.body);
    }
    return (thread.getCurrentThreadCpuTime() - from) / 1e3 / (HANDLED / 2);
  }

  private static OkHttpClient.Builder trusting(EvolinkEmulator emulator) throws Exception {
    byte[] pem = emulator.certificate().orElseThrow().getBytes(StandardCharsets.US_ASCII);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "emulator",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return new OkHttpClient.Builder()
        .sslSocketFactory(
            context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0]);
  }
}
