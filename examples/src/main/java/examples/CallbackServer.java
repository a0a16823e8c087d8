package examples;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Waits by callback: {@code CallbackServer 8081 https://shop.example/evolink "A lighthouse" out}.
 *
 * <p>The address must lead to this port. {@code CALLBACK_KEY}, at least 16 bytes in base64, belongs
 * in the configuration: a restarted program then still knows its own addresses. Should a callback
 * be lost, the wait ends a little later, by a poll.
 */
public final class CallbackServer {
  private CallbackServer() {}

  public static void main(String[] args) throws IOException {
    String key = Objects.requireNonNull(System.getenv("CALLBACK_KEY"), "CALLBACK_KEY is not set");
    URI address = URI.create(args[1]);
    CallbackHub hub = CallbackHub.at(address, Base64.getDecoder().decode(key));

    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
    server.createContext(address.getPath(), hub.httpHandler());
    ExecutorService threads = Executors.newFixedThreadPool(4); // a slow sender holds up one of them
    server.setExecutor(threads);
    server.start();

    try (EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .callbackHub(hub)
            .onSubmitted(task -> System.err.println("Bought " + task.toToken()))
            .build()) {
      Generation made = evolink.images().generate(ImageRequest.of(args[2])).result();
      System.out.println(made.only().saveInto(Path.of(args[3])));
    } finally {
      server.stop(0);
      threads.shutdown(); // its threads would keep the program running
    }
  }
}
