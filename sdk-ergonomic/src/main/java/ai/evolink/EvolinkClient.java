package ai.evolink;

import ai.evolink.api.AudiosApi;
import ai.evolink.api.ImagesApi;
import ai.evolink.api.VideosApi;
import ai.evolink.internal.download.DownloadSettings;
import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.http.ApiKey;
import ai.evolink.internal.http.CallLog;
import ai.evolink.internal.http.Hosts;
import ai.evolink.internal.http.HttpRuntime;
import ai.evolink.internal.http.HttpSettings;
import ai.evolink.internal.http.HttpStack;
import ai.evolink.internal.http.RemoteCancel;
import ai.evolink.internal.http.SigningInterceptor;
import ai.evolink.internal.http.TaskQueries;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.http.Version;
import ai.evolink.internal.submit.CallbackUrls;
import ai.evolink.internal.submit.Submissions;
import ai.evolink.internal.submit.Uploads;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.thread.CallbackThreads;
import ai.evolink.internal.thread.Callbacks;
import ai.evolink.internal.time.Randomness;
import ai.evolink.model.Task;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the SDK. Make one per API key and share it: it is thread-safe, and it owns
 * connections, threads and what it has learned about how long models take.
 *
 * <pre>{@code
 * try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
 *   Generation cat = evolink.images().generate(ImageRequest.of("A cat playing on the grass")).result();
 *   cat.only().saveTo(Path.of("cat.png"));
 * }
 * }</pre>
 *
 * <p>Threads are daemons: the JVM exits whether the client was closed or not.
 */
public final class EvolinkClient implements AutoCloseable {
  /** Holds the API key for {@link #fromEnv()}. */
  public static final String API_KEY_VARIABLE = "EVOLINK_API_KEY";

  /** Optionally holds another base URL for {@link #fromEnv()}, that of an emulator for instance. */
  public static final String BASE_URL_VARIABLE = "EVOLINK_BASE_URL";

  private final Hosts hosts;
  private final HttpStack http;
  private final Transport transport;
  private final CallbackThreads threads;
  private final Submissions submissions;
  private final TaskWaiter waiter;
  private final Downloads downloads;
  private final Images images;
  private final Videos videos;
  private final Audios audios;
  private final Tasks tasks;
  private final RemoteFiles files;
  private final Credits credits;
  private final @Nullable CallbackHub hub;
  private final Consumer<String> nudge;

  private EvolinkClient(Builder builder) {
    this.hosts = Hosts.of(builder.baseUrl, builder.filesBaseUrl, builder.plainHttpAllowed);
    this.hub = builder.callbackHub;
    boolean localCallbacks = builder.localCallbacksAllowed || hosts.apiIsLoopback();
    if (hub != null && !localCallbacks) {
      CallbackUrls.requirePublic(hub.addresses().base());
    }
    Randomness random = Randomness.system();
    this.threads = new CallbackThreads(builder.callbackExecutor);
    CallThreads calls = new CallThreads(builder.maxConcurrentRequests);
    Callbacks callbacks =
        new Callbacks(threads.executor(), calls, threads.areOwn(), builder.clock, Log.LOGGER);
    Completions completions = new Completions(callbacks);
    this.http =
        new HttpStack(
            builder.httpClient,
            new CallLog(hosts, WaitClock.system()),
            new SigningInterceptor(hosts, builder.apiKey, Version.userAgent()),
            calls);
    this.transport =
        new Transport(
            builder.httpSettings(hosts),
            new HttpRuntime(http.network, calls, random, callbacks.timers()),
            OpenRequestAdapter.FACTORY,
            completions);
    this.downloads = new Downloads(http.unsigned, builder.downloadSettings(hosts, random));
    TaskQueries<TaskSnapshot> queries =
        new TaskQueries<>(transport, builder.requestTimeout, this::seen);
    this.waiter =
        new TaskWaiter(
            queries::poll,
            (task, last) -> Generation.of(task, last, downloads),
            callbacks,
            builder.pollBudget,
            random.jitter(),
            builder.durationHistory);
    Uploads uploads = new Uploads(transport);
    this.submissions =
        new Submissions(
            transport,
            callbacks,
            uploads,
            new Submissions.Settings(
                localCallbacks, builder.onSubmitted, hub == null ? null : hub.addresses()));
    this.nudge = waiter::nudge;
    if (hub != null) {
      hub.attach(nudge);
    }
    Generator.Parts parts = new Generator.Parts(submissions, waiter, completions);
    this.images = new Images(parts, transport.api(ImagesApi.class));
    this.videos = new Videos(parts, transport.api(VideosApi.class));
    this.audios = new Audios(parts, transport.api(AudiosApi.class));
    this.tasks =
        new Tasks(
            queries,
            waiter,
            completions,
            builder.experimentalAllowed
                ? new RemoteCancel(transport, builder.requestTimeout)
                : null);
    this.files = new RemoteFiles(transport, completions, uploads);
    this.credits = new Credits(transport, completions);
  }

  private TaskSnapshot seen(Task task) {
    TaskSnapshot snapshot = new TaskSnapshot(task);
    transport.meter().saw(snapshot);
    return snapshot;
  }

  /**
   * Makes a client with the key in the environment variable {@code EVOLINK_API_KEY}, and with the
   * base URL in {@code EVOLINK_BASE_URL} if that is set.
   *
   * @throws IllegalStateException if the key is not set
   */
  public static EvolinkClient fromEnv() {
    return builderFromEnv().build();
  }

  /**
   * {@return a builder with what {@link #fromEnv()} reads, for further settings}
   *
   * @throws IllegalStateException if the key is not set
   */
  public static Builder builderFromEnv() {
    return builderFrom(System.getenv());
  }

  static Builder builderFrom(Map<String, String> environment) {
    String key = environment.get(API_KEY_VARIABLE);
    if (key == null || key.isBlank()) {
      throw new IllegalStateException(
          "The environment variable "
              + API_KEY_VARIABLE
              + " is not set. Create a key in the Evolink dashboard and set it, or use"
              + " EvolinkClient.builder(apiKey).");
    }
    Builder builder = builder(key);
    String url = environment.get(BASE_URL_VARIABLE);
    if (url != null && !url.isBlank()) {
      builder.baseUrl(URI.create(url.strip()));
    }
    return builder;
  }

  /**
   * {@return a builder for a client that uses {@code apiKey}}
   *
   * @throws IllegalArgumentException if the key is blank or cannot be sent in a header; the message
   *     does not repeat it
   */
  public static Builder builder(String apiKey) {
    return new Builder(ApiKey.of(Objects.requireNonNull(apiKey, "apiKey")));
  }

  /** {@return image generation} */
  public Images images() {
    return images;
  }

  /** {@return video generation} */
  public Videos videos() {
    return videos;
  }

  /** {@return music, speech and other sound} */
  public Audios audios() {
    return audios;
  }

  /** {@return the models that this version knows} */
  public ModelCatalog models() {
    return ModelCatalog.get();
  }

  /** {@return tasks that exist already: look, wait, resume} */
  public Tasks tasks() {
    return tasks;
  }

  /** {@return uploads, for files that several requests refer to, and their quota} */
  public RemoteFiles files() {
    return files;
  }

  /** {@return the balance, and what this client has spent} */
  public Credits credits() {
    return credits;
  }

  /**
   * The raw door: implements any Retrofit interface, generated ({@code ai.evolink.api}) or your
   * own, with this client's key, connections, JSON and errors. An endpoint that this SDK does not
   * know is usable the day it appears.
   *
   * <p>Methods may return {@link EvolinkFuture}, {@code CompletableFuture} or Retrofit's {@code
   * Call}; the futures fail like all others here, a {@code Call} with {@code IOException}. Futures
   * of {@code Void}, and answers without content (204, 205), complete with null. All are repeated
   * by the rules of {@link Builder#maxRetries}, within the time limit of their kind, which {@code
   * Call.timeout()} changes. Everything but reads, deletions and uploads is taken for a paid
   * submit: sent again only if the service provably did not take it, and uncertain if no answer
   * comes back. Methods marked {@code @Streaming} have no time limit. The key goes to the hosts of
   * this client only.
   *
   * @throws IllegalArgumentException if {@code api} is no interface, or one that Retrofit cannot
   *     implement
   */
  public <S> S retrofit(Class<S> api) {
    return transport.create(api);
  }

  /**
   * {@return how many calls are under way, from the moment they are made until their answer has
   * been dealt with} As long as it is 0, nothing happens to the waits of this client before the
   * next alarm of its clock. Tests that move a {@link VirtualClock} need that to know when they
   * may.
   */
  public int callsInFlight() {
    return http.callsInFlight();
  }

  /**
   * Ends all waits with {@link ClientClosedException}, which says how to resume them, and refuses
   * new calls. A submit on its way is not aborted: it ends in the background and its handle goes to
   * the {@code onSubmitted} hook. Results that are at hand can still be saved. Does not block; may
   * be called again.
   */
  @Override
  public void close() {
    if (hub != null) {
      hub.detach(nudge);
    }
    waiter.close();
    downloads.close();
    transport.close();
    http.close();
    submissions.whenIdle(threads::close);
  }

  @Override
  public String toString() {
    return "EvolinkClient[" + hosts.api + "]";
  }

  /** Collects the settings of an {@link EvolinkClient}. Not thread-safe; may be used again. */
  public static final class Builder {
    final ApiKey apiKey;
    @Nullable URI baseUrl;
    @Nullable URI filesBaseUrl;
    @Nullable OkHttpClient httpClient;
    @Nullable Executor callbackExecutor;
    @Nullable CallbackHub callbackHub;
    @Nullable Consumer<TaskHandle> onSubmitted;
    Duration requestTimeout = Duration.ofSeconds(30);
    Duration submitTimeout = Duration.ofMinutes(2);
    Duration uploadTimeout = Duration.ofMinutes(10);
    Duration downloadTimeout = DownloadSettings.TIMEOUT;
    long maxDownloadBytes = DownloadSettings.MAX_BYTES;
    int maxConcurrentRequests = 256;
    int maxRetries = 2;
    boolean idempotencyKeys;
    @Nullable BigDecimal spendLimit;
    boolean plainHttpAllowed;
    boolean localCallbacksAllowed;
    boolean privateDownloadsAllowed;
    boolean experimentalAllowed;
    WaitClock clock = WaitClock.system();
    PollBudget pollBudget = PollBudget.ofDefaults();
    DurationHistory durationHistory = DurationHistory.create();

    private Builder(ApiKey apiKey) {
      this.apiKey = apiKey;
    }

    /**
     * Sends everything to {@code baseUrl}, a proxy or an emulator, in place of {@code
     * https://api.evolink.ai}. It serves the files too unless {@link #filesBaseUrl} is set. {@code
     * /v1} at its end is dropped, since all paths begin with it.
     */
    public Builder baseUrl(URI baseUrl) {
      this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
      return this;
    }

    /** Sends uploads to {@code filesBaseUrl} in place of {@code https://files-api.evolink.ai}. */
    public Builder filesBaseUrl(URI filesBaseUrl) {
      this.filesBaseUrl = Objects.requireNonNull(filesBaseUrl, "filesBaseUrl");
      return this;
    }

    /**
     * Builds on {@code httpClient}: its proxy, TLS, DNS, interceptors, connection pool and connect,
     * read and write timeouts are kept. Its dispatcher, retries, redirects, cache and call timeout
     * are replaced, because they could send a paid submit twice. The client itself is not changed,
     * and not closed with this one. No interceptor of it is given a request with the key; one that
     * proceeds again with a submit, an upload or a deletion gets the first answer again. Default:
     * one of our own, which gives a connection 10 seconds to open and 60 to go on after a silence.
     *
     * <p>So that a dead connection does not take more than one call with it, HTTP/2 connections are
     * pinged every 10 seconds unless {@code httpClient} has a ping interval, and a call that times
     * out closes the idle connections of the pool. TLS handshakes have the connect timeout, too.
     * Lookups run on threads of their own, so that they can end with the call.
     */
    public Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
      return this;
    }

    /**
     * Runs listeners and continuations on {@code executor}, which is not shut down with the client.
     * What it refuses runs elsewhere. No result waits for it, but continuations do: code that
     * blocks all of its threads in continuations, by waiting for what another continuation makes,
     * waits for ever. Compose futures instead, or give an executor that grows. Default: daemon
     * threads of the client's own, up to 64 started as needed and up to 64 that have just ended a
     * call, whose place others have taken by then.
     */
    public Builder callbackExecutor(Executor executor) {
      this.callbackExecutor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Calls {@code hook} for every task that the service has accepted, before any future completes:
     * also when the caller has cancelled, timed out or closed the client meanwhile. One line that
     * stores {@link TaskHandle#toToken()} makes a program safe against crashes. What the hook
     * throws is logged. It runs on a thread of the client's, not on the callback executor, for
     * several tasks at once, and once for each. Default: nothing; a task that nobody waits for any
     * more when it is accepted is told to the log then, as a warning with the line that resumes it.
     */
    public Builder onSubmitted(Consumer<TaskHandle> hook) {
      this.onSubmitted = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Has Evolink call {@code hub} when a task ends: requests without a callback address of their
     * own get one of the hub's, and their waits poll slowly until it is called. The client does not
     * close the hub, which may serve others too.
     *
     * <p>{@link #build} refuses a hub at a private address, unless the base URL is loopback or
     * {@link #allowLocalCallbacks()} was called. Default: none; all waits poll.
     */
    public Builder callbackHub(CallbackHub hub) {
      this.callbackHub = Objects.requireNonNull(hub, "hub");
      return this;
    }

    /**
     * Allows each read, a task query for instance, {@code timeout} in all, repetitions included. An
     * attempt that hears nothing for a third of it, but for 5 seconds at least, is given up so that
     * another one can be made. Default: 30 seconds.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = positive("requestTimeout", timeout);
      return this;
    }

    /**
     * Allows a submit {@code timeout} in all, repetitions included. Generous by default, 2 minutes:
     * a submit given up on may have been charged.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder submitTimeout(Duration timeout) {
      this.submitTimeout = positive("submitTimeout", timeout);
      return this;
    }

    /**
     * Allows each upload {@code timeout} in all, repetitions included. Default: 10 minutes.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder uploadTimeout(Duration timeout) {
      this.uploadTimeout = positive("uploadTimeout", timeout);
      return this;
    }

    /**
     * Allows the download of one result {@code timeout} in all, attempts after a cut and the
     * reading of {@link Artifact#open()} included. Default: 1 hour.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder downloadTimeout(Duration timeout) {
      this.downloadTimeout = positive("downloadTimeout", timeout);
      return this;
    }

    /**
     * Refuses results of more than {@code max} bytes. Default: 2 GiB.
     *
     * @throws IllegalArgumentException if {@code max} is less than 1
     */
    public Builder maxDownloadBytes(long max) {
      if (max < 1) {
        throw new IllegalArgumentException("maxDownloadBytes must be at least 1, but was " + max);
      }
      this.maxDownloadBytes = max;
      return this;
    }

    /**
     * Has at most {@code max} HTTP requests under way, downloads apart; others queue, and their
     * time limits begin when it is their turn. Default: 256.
     *
     * @throws IllegalArgumentException if {@code max} is less than 1
     */
    public Builder maxConcurrentRequests(int max) {
      if (max < 1) {
        throw new IllegalArgumentException(
            "maxConcurrentRequests must be at least 1, but was " + max);
      }
      this.maxConcurrentRequests = max;
      return this;
    }

    /**
     * Repeats a call at most {@code max} times. Default: 2.
     *
     * <p>Reads are repeated after failures of the network and after 408, 425, 429, 500, 502, 503,
     * 504 and 524. Submits, uploads and deletions are sent again only if the service provably did
     * not take them: no connection was opened, HTTP/2 refused the stream, or the answer was 429, or
     * 503 with an error body of the service's own; an upload also if it broke off before its end.
     * Nothing else can make the SDK, or the {@link #httpClient} it was given, send a submit twice.
     *
     * <p>In between lies a random time of up to 0.5 s, 1 s, 2 s, and so on to 8 s, after what
     * {@code Retry-After} asks for; a wait that would pass the time limit of the call is not begun.
     * All calls share a purse of 50 repetitions, which fills by one a second and by one for ten
     * answers, so that an outage is not made worse. Polls of waits have a plan of their own and do
     * not count.
     *
     * @param max 0 to repeat nothing
     * @throws IllegalArgumentException if {@code max} is negative
     */
    public Builder maxRetries(int max) {
      if (max < 0) {
        throw new IllegalArgumentException("maxRetries must not be negative, but was " + max);
      }
      this.maxRetries = max;
      return this;
    }

    /**
     * Refuses submits, with {@link SpendLimitException} and before anything is uploaded or sent,
     * once the credits that the service has reserved for this client reach {@code credits}. Off by
     * default.
     *
     * <p>A price is known only when a submit has been accepted. So the limit is not a ceiling: it
     * can be passed by the price of the last submit, and if several are on their way at once, by
     * the price of each of these. Submits whose price the service does not tell do not count; see
     * {@link Spending#unpriced()}. Nor do those made through {@link #retrofit} by methods that
     * return {@code Call}, but they are refused like all others. A limit of zero refuses every
     * submit.
     *
     * @throws IllegalArgumentException if {@code credits} is negative
     */
    public Builder spendLimit(BigDecimal credits) {
      if (credits.signum() < 0) {
        throw new IllegalArgumentException("spendLimit must not be negative, but was " + credits);
      }
      this.spendLimit = credits;
      return this;
    }

    /**
     * Sends an {@code Idempotency-Key} header with every paid submit, the same one if it is sent
     * again. Off by default.
     *
     * <p>Unverified: no documentation of Evolink mentions the header. A newer client of the vendor
     * sends it, and what the service makes of it is unknown. The SDK therefore draws no conclusion
     * from it: what is sent again is the same with and without. {@link
     * SubmissionUncertainException#idempotencyKey()} tells the key of a submit in doubt.
     */
    public Builder sendIdempotencyKeys() {
      this.idempotencyKeys = true;
      return this;
    }

    /** Lets the key travel in the clear to a base URL that is not loopback. Off by default. */
    public Builder allowPlainHttp() {
      this.plainHttpAllowed = true;
      return this;
    }

    /**
     * Lets requests name callback addresses that are http or private, for a server of yours that
     * can reach them. Off by default; not needed if the base URL is loopback.
     */
    public Builder allowLocalCallbacks() {
      this.localCallbacksAllowed = true;
      return this;
    }

    /**
     * Lets result links, and what they redirect to, lead into private networks. Off by default; not
     * needed if the base URL does.
     */
    public Builder allowPrivateDownloads() {
      this.privateDownloadsAllowed = true;
      return this;
    }

    /**
     * Lets methods that are marked {@link Experimental} do something. Off by default: these lean on
     * what no documentation promises, and throw {@link IllegalStateException}.
     */
    public Builder allowExperimental() {
      this.experimentalAllowed = true;
      return this;
    }

    /**
     * Spends at most {@code budget} on polls, all waits together. Default: 20 a second, bursts of
     * 50.
     */
    public Builder pollBudget(PollBudget budget) {
      this.pollBudget = Objects.requireNonNull(budget, "budget");
      return this;
    }

    /**
     * Keeps what waits teach about how long models take in {@code history}: one that was carried
     * over from another client, or {@link DurationHistory#off()}. Default: a new one.
     */
    public Builder durationHistory(DurationHistory history) {
      this.durationHistory = Objects.requireNonNull(history, "history");
      return this;
    }

    /**
     * Waits by {@code clock}: a {@link VirtualClock} makes tests of waiting code instant. Default:
     * {@link WaitClock#system()}.
     */
    public Builder clock(WaitClock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * {@return a client with these settings}
     *
     * @throws IllegalArgumentException if a base URL is not https; loopback may be http, and so may
     *     others after {@link #allowPlainHttp()}. Also if a {@link #callbackHub} is at a private
     *     address that is not allowed
     * @throws IllegalStateException if the OkHttp on the class path is older than 5
     */
    public EvolinkClient build() {
      return new EvolinkClient(this);
    }

    private HttpSettings httpSettings(Hosts hosts) {
      return new HttpSettings(
          apiKey,
          hosts,
          requestTimeout,
          submitTimeout,
          uploadTimeout,
          maxRetries,
          idempotencyKeys,
          spendLimit);
    }

    private DownloadSettings downloadSettings(Hosts hosts, Randomness random) {
      return new DownloadSettings(
          maxDownloadBytes,
          downloadTimeout,
          privateDownloadsAllowed || hosts.apiIsPrivate(),
          WaitClock.system(),
          random);
    }

    private static Duration positive(String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(name + " must be positive, but was " + value);
      }
      return value;
    }
  }
}
