package ai.evolink.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes callbacks, and answers them as it was told. */
final class Receiver implements AutoCloseable {

  private final HttpServer server;

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** Answers the first with the first status, and so on; the last status is for all the rest. */
  static Receiver answering(int... statuses) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger received = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int number = Math.min(received.getAndIncrement(), statuses.length - 1);
          exchange.sendResponseHeaders(statuses[number], -1);
          exchange.close();
        });
    server.start();
    return new Receiver(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
