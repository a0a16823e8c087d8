package ai.evolink.emulator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Posts callbacks. Redirects are not followed; a receiver that takes too long has failed. */
final class CallbackClient implements AutoCloseable {

  private static final Logger LOG = System.getLogger("ai.evolink.emulator");

  private final Duration timeout;
  private final Executor executor;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
  private @Nullable HttpClient client;
  private boolean closed;

  CallbackClient(Duration timeout, Executor executor) {
    this.timeout = timeout;
    this.executor = executor;
  }

  CompletableFuture<HttpResponse<Void>> post(URI address, byte[] body) {
    HttpClient http = client();
    if (http == null) {
      return CompletableFuture.failedFuture(new CancellationException("The emulator is closed"));
    }
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(address)
              .timeout(timeout)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<HttpResponse<Void>> sent =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    long number = numbers.incrementAndGet();
    inFlight.put(number, sent);
    return sent.whenComplete((response, failure) -> inFlight.remove(number));
  }

  CompletableFuture<Void> idle() {
    CompletableFuture<?>[] sent = inFlight.values().toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(sent).handle((done, failure) -> null);
  }

  void cancelAll() {
    inFlight.values().forEach(sent -> sent.cancel(true));
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
    cancelAll();
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
