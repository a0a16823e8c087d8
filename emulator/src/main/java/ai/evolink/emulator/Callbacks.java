package ai.evolink.emulator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells callback addresses that a task has ended: what the task query would answer, posted once,
 * and again after 1, 2 and 4 seconds if no 2xx comes back in time. Redirects are not followed.
 */
final class Callbacks implements AutoCloseable {

  private static final Logger LOG = System.getLogger("ai.evolink.emulator");
  private static final List<Duration> RETRIES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final EmulatorClock clock;
  private final EmulatorClock.Timer timer;
  private final Duration timeout;
  private final TaskView view;
  private final Executor executor;
  private final Map<String, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
  private @Nullable HttpClient client;
  private boolean closed;

  Callbacks(Settings settings, TaskView view, Executor executor) {
    this.clock = settings.clock();
    this.timer = clock.newTimer();
    this.timeout = settings.callbackTimeout();
    this.view = view;
    this.executor = executor;
  }

  /** Will tell {@code address} when the task ends, with links that begin with {@code base}. */
  void schedule(Task task, URI address, String base) {
    task.end()
        .ifPresent(
            end ->
                timer.after(
                    Duration.between(clock.now(), end), () -> deliver(task, address, base, 0)));
  }

  private CompletionStage<?> deliver(Task task, URI address, String base, int attempt) {
    HttpClient http = client();
    if (http == null) {
      return CompletableFuture.completedFuture(null);
    }
    byte[] body = Json.write(view.of(task, clock.now(), base));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Void>> sent =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    inFlight.put(task.id(), sent);
    return sent.handle(
        (response, failure) -> {
          inFlight.remove(task.id());
          if (failure == null && response.statusCode() / 100 == 2) {
            LOG.log(Level.DEBUG, "Callback of {0} delivered to {1}", task.id(), address);
          } else {
            String reason = failure == null ? "HTTP " + response.statusCode() : failure.toString();
            retry(task, address, base, attempt, reason);
          }
          return null;
        });
  }

  private void retry(Task task, URI address, String base, int attempt, String reason) {
    if (attempt == RETRIES.size()) {
      LOG.log(
          Level.WARNING,
          "Callback of {0} to {1} given up after {2} attempts: {3}",
          task.id(),
          address,
          attempt + 1,
          reason);
      return;
    }
    LOG.log(Level.DEBUG, "Callback of {0} to {1} failed: {2}", task.id(), address, reason);
    timer.after(RETRIES.get(attempt), () -> deliver(task, address, base, attempt + 1));
  }

  /** The client, made when it is first needed; null after the end. */
  private synchronized @Nullable HttpClient client() {
    if (closed) {
      return null;
    }
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(timeout)
              .executor(executor)
              .build();
    }
    return client;
  }

  @Override
  public void close() {
    HttpClient last;
    synchronized (this) {
      closed = true;
      last = client;
      client = null;
    }
    timer.close();
    inFlight.values().forEach(sent -> sent.cancel(true));
    // From Java 21 on a client can be told to end; before that it does so when nobody holds it.
    if (last instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.log(Level.DEBUG, "Failed to close the client of the callbacks", e);
      }
    }
  }
}
