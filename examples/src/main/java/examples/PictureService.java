package examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Recovery;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.micrometer.EvolinkMetrics;
import ai.evolink.model.MediaSource;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * A web service that makes pictures to order, on the server of the JDK: {@code PictureService 8080
 * https://shop.example/evolink pictures}.
 *
 * <pre>
 * curl -i 'localhost:8080/pictures/order-42?A%20cat' --data-binary @sketch.png   # 202: bought
 * curl -f localhost:8080/pictures/order-42 -o cat.png                            # 404 until it is there
 * curl localhost:8080/metrics
 * </pre>
 *
 * <p>It may be killed at any moment: when it starts again, it goes on with what it had bought, and
 * an order that is sent again is not bought again. {@code CALLBACK_KEY} is that of {@link
 * CallbackServer}.
 */
public final class PictureService {
  private final EvolinkClient evolink;
  private final Path folder;

  private PictureService(EvolinkClient evolink, Path folder) {
    this.evolink = evolink;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    URI callbacks = URI.create(args[1]);
    Path folder = Files.createDirectories(Path.of(args[2]));
    String key = Objects.requireNonNull(System.getenv("CALLBACK_KEY"), "CALLBACK_KEY is not set");
    CompletableFuture<PictureService> ready = new CompletableFuture<>();
    CallbackHub hub =
        CallbackHub.at(callbacks, Base64.getDecoder().decode(key))
            .onUnclaimed(task -> ready.thenAccept(service -> service.goOn(task)));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EvolinkClient evolink =
        EvolinkClient.builderFromEnv()
            .journal(TaskJournal.file(folder.resolve("orders.journal")))
            .callbackHub(hub)
            .callListener(EvolinkMetrics.of(meters))
            .build();
    PictureService service = new PictureService(evolink, folder);
    ready.complete(service);
    Recovery left = evolink.recover();
    left.accepted().forEach(bought -> service.goOn(bought.task().orElseThrow()));
    left.unsaved().forEach(made -> service.goOn(made.task().orElseThrow()));

    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(callbacks.getPath(), hub.httpHandler());
    server.createContext("/pictures/", service::handle);
    server.createContext("/metrics", asked -> answer(asked, 200, meters.getMetersAsString()));
    server.start();
  }

  private void handle(HttpExchange asked) throws IOException {
    String order = asked.getRequestURI().getPath().substring("/pictures/".length());
    if (!order.matches("[\\w-]+")) { // it becomes the name of a file
      answer(asked, 400, "No order: " + order);
    } else if (asked.getRequestMethod().equals("POST")) {
      order(asked, order);
    } else if (Files.exists(picture(order))) {
      answer(asked, 200, Files.readAllBytes(picture(order)));
    } else {
      answer(asked, 404, "Not here yet");
    }
  }

  private void order(HttpExchange asked, String order) throws IOException {
    TaskFuture making;
    try {
      ImageRequest.Builder request =
          ImageRequest.builder(Objects.requireNonNullElse(asked.getRequestURI().getQuery(), ""));
      byte[] sketch = asked.getRequestBody().readAllBytes();
      if (sketch.length > 0) {
        request.reference(MediaSource.bytes(sketch, "image/png"));
      }
      making = evolink.images().generate(request.build(), SubmitOptions.ofOrder(order));
    } catch (IllegalArgumentException e) { // also another request with an order that was taken
      answer(asked, 400, e.getMessage());
      return;
    }
    // Answered once the journal has the task: an order without an answer may be sent again.
    making
        .submitted()
        .whenComplete((task, e) -> answer(asked, e == null ? 202 : 502, e == null ? order : e));
    save(order, making);
  }

  private void goOn(TaskHandle task) {
    save(task.orderId().orElse(task.id()), evolink.tasks().follow(task));
  }

  private void save(String order, TaskFuture making) {
    making
        .thenAccept(made -> made.only().saveTo(picture(order)))
        .whenComplete(
            (saved, e) -> System.err.println(order + (e == null ? " is there" : ": " + e)));
  }

  private Path picture(String order) {
    return folder.resolve(order + ".png");
  }

  private static void answer(HttpExchange asked, int status, Object body) {
    byte[] bytes = body instanceof byte[] file ? file : body.toString().getBytes(UTF_8);
    try (asked) {
      asked.sendResponseHeaders(status, bytes.length);
      asked.getResponseBody().write(bytes);
    } catch (IOException e) { // whoever asked has gone
      System.err.println(e);
    }
  }
}
