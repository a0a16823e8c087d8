package ai.evolink.it;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.WaitClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Lets one fault befall a client of the SDK, and sees what becomes of what it was asked to do. */
final class FaultRun implements AutoCloseable {
  static final String BALANCE =
      """
      {"data":{"token":{"remaining_credits":1,"unlimited_credits":true,"used_credits":0},
       "user":{"remaining_credits":1,"used_credits":0}},"message":"","success":true}""";

  private static final String ORDER_ID = "order";
  private static final SubmitOptions ORDER = SubmitOptions.ofOrder(ORDER_ID);

  /** How the names of the hosts begin. */
  static final String HOST = "matrix";

  private static final OkHttpClient BASE = new OkHttpClient();
  private static final AtomicInteger HOSTS = new AtomicInteger();
  private static final int LIMIT_SECONDS = 30;
  private static final int AT_ONCE = 8;

  /** A time-out that no run reaches, on {@link FastClock} either; shorter than a day. */
  static final Duration LONG = Duration.ofHours(10);

  final FaultServer server;
  final FaultServer elsewhere;
  final ConnectionPool pool = new ConnectionPool();
  final ConcurrentLinkedQueue<TaskHandle> bought = new ConcurrentLinkedQueue<>();
  private final TaskJournal journal = TaskJournal.inMemory();
  private final FaultCase given;
  private final String host = HOST + HOSTS.incrementAndGet() + ".test";
  private final EvolinkClient evolink;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private final CompletableFuture<Future<?>> started = new CompletableFuture<>();
  private final CompletableFuture<Boolean> struck = new CompletableFuture<>();
  private volatile int clientPort;
  private volatile boolean armed;

  FaultRun(FaultCase given, WaitClock clock, Duration timeout) throws IOException {
    this.given = given;
    List<FaultServer> servers =
        servers(given.twoAddresses() ? List.of(address(1), address(2)) : List.of(address(1)));
    this.server = servers.get(0);
    this.elsewhere = servers.get(1);
    server.serve(this::serve);
    server.whenRead(this::read);
    OkHttpClient.Builder http =
        BASE.newBuilder()
            .connectionPool(pool)
            .dns(this::lookup)
            .eventListener(new Moments())
            .protocols(List.of(given.http2() ? Protocol.H2_PRIOR_KNOWLEDGE : Protocol.HTTP_1_1));
    boolean tls = given.fault().protocol == Fault.Protocol.TLS;
    if (tls) {
      server.useTls(FaultTls.good(host));
      http.sslSocketFactory(FaultTls.CLIENT.sslSocketFactory(), FaultTls.CLIENT.trustManager());
    }
    this.evolink =
        EvolinkClient.builder("sk-test")
            .baseUrl(URI.create((tls ? "https://" : "http://") + host + ":" + server.port()))
            .allowPlainHttp()
            .httpClient(http.build())
            .clock(clock)
            .submitTimeout(timeout)
            .requestTimeout(timeout)
            .onSubmitted(bought::add)
            .journal(journal)
            .build();
  }

  /** {@return the server at {@code addresses}, and another at the same port elsewhere} */
  private static List<FaultServer> servers(List<InetAddress> addresses) throws IOException {
    for (int attempt = 0; ; attempt++) {
      FaultServer server = FaultServer.start(addresses, 0);
      try {
        return List.of(server, FaultServer.start(List.of(address(5)), server.port()));
      } catch (IOException e) { // the port is still taken there, by a run that is ending
        server.close();
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  /** Runs {@code run} for all {@code cases}, several at once, which wait for the network mostly. */
  static <C> void all(List<C> cases, Consumer<C> run) {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    cases.forEach(each -> workers.execute(() -> run.accept(each)));
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.MINUTES)) {
        throw new AssertionError("Not done within 5 minutes");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /** Submits, cancels when the fault strikes if told to, and waits for the end of the submit. */
  FaultVerdict submit() throws Exception {
    arm();
    int padding = given.fault().padding();
    ImageRequest request =
        padding == 0
            ? ImageRequest.of("A cat playing on the grass")
            : ImageRequest.builder("A cat").set("padding", "x".repeat(padding)).buildUnchecked();
    EvolinkFuture<TaskHandle> end;
    if (given.cancelled()) {
      TaskFuture wait = evolink.images().generate(request, ORDER);
      end = wait.submitted(); // ends when the submit does, whatever becomes of the wait
      watch(wait);
    } else {
      end = evolink.images().submit(request, ORDER);
      watch(end);
    }
    Throwable failure = failureOf(end);
    return FaultVerdict.of(
        server.posts.get(),
        failure,
        bought.size(),
        journal.find(ORDER_ID).orElse(null),
        evolink.recover());
  }

  /**
   * Reads, cancels when the fault strikes if told to; the answer is {@code json} if all is well.
   */
  Throwable read(String json, Function<EvolinkClient, EvolinkFuture<?>> verb) throws Exception {
    arm();
    server.answerReads(json);
    EvolinkFuture<?> end = verb.apply(evolink);
    watch(end);
    return failureOf(end);
  }

  /** {@return how often OkHttp was asked, since the fault may strike} */
  int calls() {
    return calls.get();
  }

  private void watch(CompletableFuture<?> future) throws Exception {
    started.complete(future);
    try {
      struck.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "The fault did not strike: " + this + ", " + attempts + " attempts, " + future, e);
    }
    if (given.cancelled() && !future.isCancelled()) {
      throw new AssertionError("Not cancelled: " + future);
    }
  }

  /** Gets the wire ready: what follows is what the fault may strike. */
  private void arm() {
    if (given.warm()) {
      armed = false;
      server.answerReads(BALANCE);
      evolink.credits().balance().result();
    }
    switch (given.fault().place) {
      case WRONG_HOST -> server.useTls(FaultTls.wrongHost());
      case UNTRUSTED -> server.useTls(FaultTls.untrusted(host));
      case HANDSHAKE -> server.cutHandshakes(true);
      default -> {}
    }
    switch (given.fault().place) {
      case SERVER, ACQUIRED -> {}
      case IDLE -> cutAndBeNoticed();
      default -> pool.evictAll(); // else nothing would be looked up or opened
    }
    armed = true;
  }

  private void cutAndBeNoticed() {
    if (given.http2()) {
      Awaits.until("the client listens", () -> server.isHeardBy(clientPort));
    }
    server.cut(clientPort);
    if (given.http2()) {
      Awaits.until("the client has noticed", () -> !isRead());
    }
  }

  /** Whether a thread, which bears the name of the host, reads the HTTP/2 connection to it. */
  private boolean isRead() {
    return Awaits.threads().stream()
        .anyMatch(thread -> thread.getName().equals("OkHttp " + host) && Awaits.readsHttp2(thread));
  }

  private void serve(FaultExchange exchange) throws IOException {
    boolean strikes = armed && given.fault().place == Fault.Place.SERVER && attempt();
    (strikes ? given.fault().behaviour : Fault.NONE.behaviour).serve(exchange);
  }

  private void read() {
    if (armed && given.fault().place == Fault.Place.SERVER && attempts.get() == 1) {
      strike();
    }
  }

  private List<InetAddress> lookup(String name) throws UnknownHostException {
    if (name.equals(Fault.ELSEWHERE)) {
      return List.of(address(5));
    }
    Fault.Place place = given.fault().place;
    boolean here =
        place == Fault.Place.DNS
            || place == Fault.Place.CONNECT
            || place == Fault.Place.FIRST_ADDRESS;
    if (armed && here && attempt()) {
      strike();
      switch (place) {
        case DNS -> throw new UnknownHostException(name);
        case CONNECT -> {
          return given.twoAddresses() ? List.of(address(3), address(4)) : List.of(address(3));
        }
        case FIRST_ADDRESS -> {
          return List.of(address(3), address(1));
        }
        default -> {}
      }
    }
    return given.twoAddresses() ? List.of(address(1), address(2)) : List.of(address(1));
  }

  /** {@return whether the fault strikes this attempt} */
  private boolean attempt() {
    return attempts.incrementAndGet() == 1 || given.lasting();
  }

  private void strike() {
    if (given.cancelled()) {
      try {
        started.get(LIMIT_SECONDS, TimeUnit.SECONDS).cancel(true);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        struck.completeExceptionally(e);
      }
    }
    struck.complete(true);
  }

  private static Throwable failureOf(CompletableFuture<?> end) throws Exception {
    return end.handle((value, failure) -> failure).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public String toString() {
    return given.toString();
  }

  @Override
  public void close() {
    evolink.close();
    server.close();
    elsewhere.close();
    pool.evictAll();
  }

  /** Strikes at moments that only the client knows. */
  private final class Moments extends EventListener {
    private boolean inTls() {
      return armed && given.fault().protocol == Fault.Protocol.TLS;
    }

    @Override
    public void callStart(Call call) {
      if (armed) {
        calls.incrementAndGet();
      }
    }

    @Override
    public void secureConnectStart(Call call) {
      if (inTls() && attempt()) {
        strike();
      }
    }

    @Override
    public void connectFailed(
        Call call,
        java.net.InetSocketAddress address,
        java.net.Proxy proxy,
        Protocol protocol,
        IOException failure) {
      if (inTls() && !given.lasting()) {
        server.useTls(FaultTls.good(host));
        server.cutHandshakes(false);
      }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      clientPort = connection.socket().getLocalPort();
      Fault.Place place = given.fault().place;
      boolean here = place == Fault.Place.ACQUIRED || place == Fault.Place.IDLE;
      if (armed && here && attempt()) {
        strike();
        if (place == Fault.Place.ACQUIRED && !given.cancelled()) { // else it may be gone already
          cutAndBeNoticed();
        }
      }
    }
  }
}
