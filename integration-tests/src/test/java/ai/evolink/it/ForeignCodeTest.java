package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.PollPolicy;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskTimeoutException;
import ai.evolink.TransportException;
import ai.evolink.WaitClock;
import ai.evolink.WaitOptions;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.http.GET;

/** Whatever code of the caller's throws, and whatever it throws, the future ends. */
class ForeignCodeTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  /** Code of the caller's that the client runs; {@code set} makes it throw what it is given. */
  enum Place {
    INTERCEPTOR((client, http, thrown) -> http.addInterceptor(chain -> raise(thrown))),
    INTERCEPTOR_AFTERWARDS(
        (client, http, thrown) ->
            http.addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  return raise(thrown);
                })),
    NETWORK_INTERCEPTOR(
        (client, http, thrown) -> http.addNetworkInterceptor(chain -> raise(thrown))),
    LISTENER_FACTORY((client, http, thrown) -> http.eventListenerFactory(call -> raise(thrown))),
    LISTENER_AT_THE_START(
        (client, http, thrown) ->
            http.eventListener(
                new EventListener() {
                  @Override
                  public void callStart(Call call) {
                    raise(thrown);
                  }
                })),
    LISTENER_WHILE_SENDING(
        (client, http, thrown) ->
            http.eventListener(
                new EventListener() {
                  @Override
                  public void requestHeadersStart(Call call) {
                    raise(thrown);
                  }
                })),
    DNS((client, http, thrown) -> http.dns(name -> raise(thrown))),
    PROXY_SELECTOR(
        (client, http, thrown) ->
            http.proxySelector(
                new ProxySelector() {
                  @Override
                  public List<Proxy> select(URI uri) {
                    return raise(thrown);
                  }

                  @Override
                  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
                })),
    SOCKET_FACTORY(
        (client, http, thrown) ->
            http.socketFactory(
                new javax.net.SocketFactory() {
                  @Override
                  public java.net.Socket createSocket() {
                    return raise(thrown);
                  }

                  @Override
                  public java.net.Socket createSocket(String host, int port) {
                    return raise(thrown);
                  }

                  @Override
                  public java.net.Socket createSocket(
                      String host, int port, java.net.InetAddress local, int localPort) {
                    return raise(thrown);
                  }

                  @Override
                  public java.net.Socket createSocket(java.net.InetAddress host, int port) {
                    return raise(thrown);
                  }

                  @Override
                  public java.net.Socket createSocket(
                      java.net.InetAddress host, int port, java.net.InetAddress l, int localPort) {
                    return raise(thrown);
                  }
                })),
    COOKIES(
        (client, http, thrown) ->
            http.cookieJar(
                new okhttp3.CookieJar() {
                  @Override
                  public void saveFromResponse(okhttp3.HttpUrl u, List<okhttp3.Cookie> cookies) {}

                  @Override
                  public List<okhttp3.Cookie> loadForRequest(okhttp3.HttpUrl url) {
                    return raise(thrown);
                  }
                })),
    ON_SUBMITTED((client, http, thrown) -> client.onSubmitted(task -> raise(thrown))),
    EXECUTOR((client, http, thrown) -> client.continuationExecutor(task -> raise(thrown))),
    CLOCK_INSTANT((client, http, thrown) -> client.clock(new FailingInstant(thrown)));

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Setting setting;

    Place(Setting setting) {
      this.setting = setting;
    }
  }

  private interface Setting {
    void apply(EvolinkClient.Builder client, OkHttpClient.Builder http, Supplier<Throwable> thrown);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // stands for any value, and returns none
  private static <T> T raise(Supplier<Throwable> thrown) {
    throw Sneaky.raise(thrown.get());
  }

  /** Tells the time since it was made, but not the date. */
  private static class FailingInstant implements WaitClock {
    private final Supplier<Throwable> thrown;

    FailingInstant(Supplier<Throwable> thrown) {
      this.thrown = thrown;
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Instant instant() {
      return raise(thrown);
    }

    @Override
    public Alarm alarm(Runnable ring) {
      return WaitClock.system().alarm(ring);
    }
  }

  @BeforeEach
  void answerEverything() {
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String json =
                request.getMethod().equals("POST")
                    ? MockService.SUBMITTED
                    : MockService.task("processing", "");
            return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(json)
                .build();
          }
        });
  }

  static Stream<Arguments> places() {
    return Stream.of(Place.values())
        .flatMap(place -> Sneaky.kinds().stream().map(kind -> Arguments.of(place, kind)));
  }

  static Stream<Supplier<Throwable>> kinds() {
    return Sneaky.kinds().stream();
  }

  /** {@return how the future ends; fails if it does not} */
  private static Throwable endOf(CompletableFuture<?> future) throws Exception {
    return future.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("places")
  void submitEnds(Place place, Supplier<Throwable> thrown) throws Exception {
    EvolinkClient.Builder client = service.client();
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    place.setting.apply(client, http, thrown);
    try (EvolinkClient evolink = client.httpClient(http.build()).build()) {
      Throwable end = endOf(evolink.images().submit(ImageRequest.of("x")));

      boolean bought = service.server.getRequestCount() > 0;
      if (bought) { // whoever has thrown, what was bought is told
        assertThat(end).isNull();
      } else {
        assertThat(end).isInstanceOf(EvolinkException.class);
        // What throws where the first byte is about to leave leaves a doubt, and no more.
        assertThat(((EvolinkException) end).charge())
            .isEqualTo(place == Place.LISTENER_WHILE_SENDING ? Charge.UNKNOWN : Charge.NONE);
      }
    }
  }

  /** {@return a clock that does not tell the date any more once the service has a request} */
  private WaitClock failingOnceAsked(Supplier<Throwable> thrown) {
    return new FailingInstant(thrown) {
      @Override
      public Instant instant() {
        return service.server.getRequestCount() == 0 ? Instant.now() : super.instant();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void purchaseIsToldByTheMachinesTimeIfTheClockThrows(Supplier<Throwable> thrown) {
    Instant before = Instant.now();
    TaskJournal journal = TaskJournal.inMemory();
    try (EvolinkClient evolink =
        service.client().clock(failingOnceAsked(thrown)).journal(journal).build()) {
      TaskHandle task = evolink.images().submit(ImageRequest.of("x")).result();

      assertThat(task.submittedAt()).isBetween(before, Instant.now());
      assertThat(evolink.recover().accepted())
          .singleElement()
          .satisfies(bought -> assertThat(bought.task()).contains(task));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusalIsOneIfTheClockThrows(Supplier<Throwable> thrown) throws Exception {
    service.server.setDispatcher(new QueueDispatcher());
    service.answer(402, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no\"}}");
    try (EvolinkClient evolink = service.client().clock(failingOnceAsked(thrown)).build()) {
      Throwable end = endOf(evolink.images().submit(ImageRequest.of("x")));

      assertThat(end).isInstanceOf(ApiException.class);
      assertThat(((ApiException) end).charge()).isEqualTo(Charge.NONE);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void submitEndsIfItsMediaThrow(Supplier<Throwable> thrown) throws Exception {
    MediaSource source = MediaSource.stream(() -> raise(thrown), "image/png");

    Throwable end =
        endOf(service.evolink.images().submit(ImageRequest.builder("x").reference(source).build()));

    assertThat(end).isInstanceOf(TransportException.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void waitEndsIfItsPolicyThrows(Supplier<Throwable> thrown) throws Exception {
    PollPolicy policy = context -> raise(thrown);
    WaitOptions options =
        WaitOptions.builder().policy(policy).deadline(Duration.ofSeconds(2)).build();

    assertThat(endOf(service.evolink.tasks().follow(MockService.TASK_ID, options))).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void waitEndsIfItsListenerThrows(Supplier<Throwable> thrown) throws Exception {
    WaitOptions options =
        WaitOptions.builder()
            .onProgress(task -> raise(thrown))
            .deadline(Duration.ofSeconds(1))
            .build();

    assertThat(endOf(service.evolink.tasks().follow(MockService.TASK_ID, options)))
        .isInstanceOf(TaskTimeoutException.class);
  }

  private EvolinkClient intercepted(Interceptor interceptor) {
    OkHttpClient http = new OkHttpClient.Builder().addInterceptor(interceptor).build();
    return service.client().httpClient(http).build();
  }

  @Test
  void libraryOfAnotherVersionIsNamedAndNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    try (EvolinkClient evolink =
        intercepted(
            chain -> {
              attempts.incrementAndGet();
              throw new NoSuchMethodError("okio.Buffer.tomorrow()");
            })) {
      TransportException failure =
          catchThrowableOfType(
              TransportException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());

      assertThat(failure)
          .hasMessageContaining("a library is not of the version that it should be")
          .hasMessageContaining("java.lang.NoSuchMethodError: okio.Buffer.tomorrow()");
      assertThat(failure.nextStep().orElseThrow()).contains("OkHttp is ");
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure.charge()).isEqualTo(Charge.NONE);
    }
    assertThat(attempts).hasValue(1);
  }

  @Test
  void callEndsIfFailuresAreCausesOfEachOther() throws Exception {
    IOException failure = new IOException("one");
    failure.initCause(new IOException("another", failure));
    try (EvolinkClient evolink =
        intercepted(
            chain -> {
              throw failure;
            })) {
      assertThat(endOf(evolink.images().submit(ImageRequest.of("x"))))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("IOException: one");
    }
  }

  /** What a method of the caller's own returns. */
  public static final class Own {
    static Supplier<Throwable> thrown = () -> new IllegalStateException();

    public String id;

    public Own() {
      raise(thrown);
    }
  }

  interface OwnApi {
    @GET("v1/own")
    EvolinkFuture<Own> own();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void callEndsIfWhatReadsItsAnswerThrows(Supplier<Throwable> thrown) throws Exception {
    Own.thrown = thrown;

    assertThat(endOf(service.evolink.retrofit(OwnApi.class).own()))
        .isInstanceOf(EvolinkException.class);
  }
}
