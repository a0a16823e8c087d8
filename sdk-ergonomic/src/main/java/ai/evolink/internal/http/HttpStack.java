package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** OkHttp, configured so that it repeats no request by itself and never keeps the JVM alive. */
public final class HttpStack {
  /**
   * Ends an HTTP/2 connection that a ping has not come back on before the next one, so that a dead
   * one is noticed after 10 to 20 seconds. An upload over a slow line may hold a ping up for a
   * while: what has to pass before it is at most what the server lets wait, a megabyte or so.
   */
  static final Duration PING = Duration.ofSeconds(10);

  public final Network network;
  public final OkHttpClient unsigned;
  private final CallThreads threads;
  private final @Nullable ConnectionPool ownPool;

  /** Makes the network that calls go through. */
  public interface Maker {
    /** {@return the network to use} Either {@code own}, which goes through OkHttp, or another. */
    Network network(Network own, CallLog log, SigningInterceptor signing);
  }

  /**
   * @param base the caller's client, whose proxy, TLS, DNS, interceptors and connection pool are
   *     kept; null for a client of our own
   */
  public HttpStack(
      @Nullable OkHttpClient base,
      CallLog log,
      SigningInterceptor signing,
      CallThreads threads,
      Maker maker) {
    OkHttpVersion.require();
    this.threads = threads;
    OkHttpClient.Builder builder;
    if (base == null) {
      this.ownPool = new ConnectionPool(threads.most(), 5, TimeUnit.MINUTES);
      builder =
          new OkHttpClient.Builder()
              .connectionPool(ownPool)
              .connectTimeout(Duration.ofSeconds(10))
              .readTimeout(Duration.ofSeconds(60))
              .writeTimeout(Duration.ofSeconds(60))
              .pingInterval(PING);
    } else {
      this.ownPool = null;
      builder = base.newBuilder();
      if (base.pingIntervalMillis() == 0) {
        builder.pingInterval(PING);
      }
    }
    builder
        .dns(OpeningLimit.bounded(base == null ? Dns.SYSTEM : base.dns()))
        .dispatcher(new Dispatcher()) // none of our calls queues there
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .callTimeout(Duration.ZERO) // set for each call
        .cache(null);
    this.unsigned = builder.build();

    if (base != null) {
      builder.eventListenerFactory(
          UnsignedEvents.of(base.eventListenerFactory(), signing.redaction()));
    }
    builder.dispatcher(new Dispatcher()); // another, for its calls are counted by their threads
    if (base != null) { // else nobody proceeds twice
      builder.addInterceptor(new ReplayInterceptor());
    }
    // First ours, so that it sees what those of the caller's have made of the answer; and at the
    // network last, so that they cannot send a submit twice, nor see the key.
    builder.interceptors().add(0, new AnswerInterceptor(log, signing.redaction()));
    OkHttpClient signed =
        builder.addNetworkInterceptor(new SendGuard()).addNetworkInterceptor(signing).build();
    this.network = maker.network(new OkHttpNetwork(signed), log, signing);
  }

  /** {@return the number of calls in flight, including those whose answers are being processed} */
  public int callsInFlight() {
    return threads.count() + unsigned.dispatcher().runningCallsCount();
  }

  /** Lets calls in flight finish, and accepts no new ones. */
  public void close() {
    threads.close();
    if (ownPool != null) {
      ownPool.evictAll();
    }
  }
}
