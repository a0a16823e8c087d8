package ai.evolink.bulk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Worker processes behind one address for callbacks, as behind a load balancer. */
final class Workers implements AutoCloseable {
  private final Path folder;
  private final String emulator;
  private final String database;
  private final HttpServer balancer;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private int begun;
  private int kills;
  private int stops;

  private record Worker(Process process, int port, Path log) {
    /** Whether it has said that it has begun. */
    boolean isAtWork() {
      return log.toFile().length() > 0;
    }
  }

  Workers(Path folder, URI emulator, String database, Random random) throws IOException {
    this.folder = folder;
    this.emulator = emulator.toString();
    this.database = database;
    this.random = random;
    this.balancer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    balancer.setExecutor(Executors.newCachedThreadPool());
    balancer.createContext("/evolink", this::forward);
    balancer.start();
  }

  private String callbackUrl() {
    return "http://127.0.0.1:" + balancer.getAddress().getPort() + "/evolink";
  }

  /** A callback goes to any worker, whoever has submitted. */
  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      List<Worker> order = new ArrayList<>(workers);
      Collections.shuffle(order, new Random());
      int status = 503;
      for (Worker worker : order) {
        try {
          status =
              http.send(
                      HttpRequest.newBuilder(
                              URI.create(
                                  "http://127.0.0.1:"
                                      + worker.port()
                                      + exchange.getRequestURI().getPath()))
                          .timeout(Duration.ofSeconds(1))
                          .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                          .build(),
                      HttpResponse.BodyHandlers.discarding())
                  .statusCode();
          break;
        } catch (IOException e) {
          // That one is dead or stands still.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  void begin() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    begun++;
    Path log = folder.resolve("worker-" + begun + ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWorker.class.getName(),
                emulator,
                database,
                folder.resolve("photos").toString(),
                callbackUrl(),
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    workers.add(new Worker(process, port, log));
  }

  /** Does something bad to one of the workers that are at work, if there is one. */
  void harm() throws IOException, InterruptedException {
    List<Worker> atWork = workers.stream().filter(Worker::isAtWork).toList();
    if (atWork.isEmpty()) {
      return; // on a loaded machine a JVM takes longer to start than it would live
    }
    Worker victim = atWork.get(random.nextInt(atWork.size()));
    if (random.nextBoolean()) {
      kills++;
      workers.remove(victim);
      victim.process().destroyForcibly().waitFor();
      begin();
    } else {
      stops++;
      signal(victim, "STOP");
      long millis = 1_000L + random.nextInt(4_000);
      Thread thaw =
          new Thread(
              () -> {
                try {
                  TimeUnit.MILLISECONDS.sleep(millis);
                  signal(victim, "CONT");
                } catch (IOException | InterruptedException e) {
                  victim.process().destroyForcibly();
                }
              });
      thaw.setDaemon(true);
      thaw.start();
    }
  }

  private static void signal(Worker worker, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(worker.process().pid()))
        .start()
        .waitFor();
  }

  int kills() {
    return kills;
  }

  int stops() {
    return stops;
  }

  @Override
  public void close() {
    for (Worker worker : workers) {
      worker.process().destroyForcibly().onExit().join();
    }
    balancer.stop(0);
  }
}
