package ai.evolink;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** OkHttp as this SDK needs it: never repeats a request, never keeps the JVM alive. */
final class HttpStack {
  private static final Duration IDLE = Duration.ofSeconds(30);

  final OkHttpClient signed;
  final OkHttpClient unsigned;
  private final ExecutorService threads;
  private final @Nullable ConnectionPool ownPool;

  /**
   * @param base a client of the caller's, whose proxy, TLS, DNS, interceptors and connection pool
   *     are kept; null for our own
   */
  HttpStack(@Nullable OkHttpClient base, Interceptor auth, int maxConcurrentRequests) {
    // OkHttp's own dispatcher has threads that are not daemons and five places per host.
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // the dispatcher keeps the count
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DaemonThreads("evolink-http"));
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(maxConcurrentRequests);
    dispatcher.setMaxRequestsPerHost(maxConcurrentRequests);

    OkHttpClient.Builder builder;
    if (base == null) {
      this.ownPool = new ConnectionPool(maxConcurrentRequests, 5, TimeUnit.MINUTES);
      builder =
          new OkHttpClient.Builder()
              .connectionPool(ownPool)
              .connectTimeout(Duration.ofSeconds(10))
              .readTimeout(Duration.ofSeconds(60))
              .writeTimeout(Duration.ofSeconds(60));
    } else {
      this.ownPool = null;
      builder = base.newBuilder();
    }
    builder
        .dispatcher(dispatcher)
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .callTimeout(Duration.ZERO) // set call by call
        .cache(null);
    this.unsigned = builder.build();

    // First ours, so that an interceptor of the caller's cannot send a submit twice; the key last,
    // so that it cannot see it.
    builder.interceptors().add(0, new BodyLimitInterceptor());
    builder.interceptors().add(0, new SubmitInterceptor());
    this.signed = builder.addInterceptor(auth).build();
  }

  /** {@return how many calls are under way, their callbacks included} */
  int callsInFlight() {
    // In this order: a call moves from the queue to those that run, and never back.
    int queued = unsigned.dispatcher().queuedCallsCount();
    return queued + unsigned.dispatcher().runningCallsCount();
  }

  /** Lets calls in flight end, and takes no new ones. */
  void close() {
    threads.shutdown();
    if (ownPool != null) {
      ownPool.evictAll();
    }
  }
}
