package ai.evolink;

import ai.evolink.internal.download.DownloadSettings;
import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.http.ApiKey;
import ai.evolink.internal.http.CallLog;
import ai.evolink.internal.http.Hosts;
import ai.evolink.internal.http.HttpRuntime;
import ai.evolink.internal.http.HttpSettings;
import ai.evolink.internal.http.HttpStack;
import ai.evolink.internal.http.Redaction;
import ai.evolink.internal.http.RemoteCancel;
import ai.evolink.internal.http.SigningInterceptor;
import ai.evolink.internal.http.SpendMeter;
import ai.evolink.internal.http.TaskQueries;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.http.Version;
import ai.evolink.internal.poll.TaskReader;
import ai.evolink.internal.quote.Budget;
import ai.evolink.internal.quote.PriceBook;
import ai.evolink.internal.submit.AcceptedTasks;
import ai.evolink.internal.submit.CallbackUrls;
import ai.evolink.internal.submit.ModelIds;
import ai.evolink.internal.submit.PurchaseMemory;
import ai.evolink.internal.submit.Settlement;
import ai.evolink.internal.submit.Submissions;
import ai.evolink.internal.submit.SubmitParts;
import ai.evolink.internal.submit.Uploads;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.thread.ContinuationThreads;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Randomness;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.Task;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of the SDK. Make one client per API key and share it: it is thread-safe, and it
 * owns connections, threads and what it has learned about how long models take.
 *
 * <pre>{@code
 * try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
 *   Generation cat = evolink.images().generate(ImageRequest.of("A cat playing on the grass")).result();
 *   cat.only().saveTo(Path.of("cat.png"));
 * }
 * }</pre>
 *
 * <p>All of its threads are daemons: the JVM exits whether or not the client was closed.
 */
public final class EvolinkClient implements AutoCloseable {
  /** Name of the environment variable from which {@link #fromEnv()} reads the API key. */
  public static final String API_KEY_VARIABLE = "EVOLINK_API_KEY";

  /**
   * Name of the optional environment variable from which {@link #fromEnv()} reads the base URL, for
   * instance that of an emulator.
   */
  public static final String BASE_URL_VARIABLE = "EVOLINK_BASE_URL";

  private final Hosts hosts;
  private final HttpStack http;
  private final Transport transport;
  private final ContinuationThreads threads;
  private final Submissions submissions;
  private final TaskWaits waits;
  private final OpenBatches batches = new OpenBatches();
  private volatile PollBudget pollBudget;
  private final Downloads downloads;
  private final Images images;
  private final Videos videos;
  private final Audios audios;
  private final Tasks tasks;
  private final RemoteFiles files;
  private final Credits credits;
  private final Prices prices;
  private final @Nullable TaskJournal journal;
  private final @Nullable SpendLimit spendLimit;
  private final @Nullable String ledger;
  private final @Nullable CallbackHub hub;
  private final CallbackHub.Listener callbacks;

  /** Null, as the next two, if there is neither a journal nor a hub that could tell of a task. */
  private final @Nullable PurchaseMemory memory;

  private final @Nullable Settlement settlement;
  private final @Nullable PurchaseActions purchases;

  private EvolinkClient(Builder builder) {
    builder.requireJournalForLedger();
    this.hosts = Hosts.of(builder.baseUrl, builder.filesBaseUrl, builder.plainHttpAllowed);
    this.hub = builder.callbackHub;
    boolean localCallbacks = builder.localCallbacksAllowed || hosts.apiIsLoopback();
    if (hub != null && !localCallbacks) {
      CallbackUrls.requirePublic(hub.addresses().base());
    }
    Machine machine = builder.machine;
    Randomness random = machine.random();
    this.threads = new ContinuationThreads(builder.continuationExecutor);
    CallThreads calls = machine.calls().apply(builder.maxConcurrentRequests);
    Continuations continuations =
        new Continuations(
            threads.executor(),
            machine.completions().get(),
            calls,
            threads.areOwn(),
            new Timers(builder.clock, machine.later(), Log.LOGGER),
            Log.LOGGER);
    Completions completions = new Completions(continuations);
    this.http =
        new HttpStack(
            builder.httpClient,
            new CallLog(hosts, machine.watch(), new Redaction(builder.apiKey)),
            new SigningInterceptor(
                hosts, builder.apiKey, Version.userAgent(), builder.httpClient != null),
            calls,
            machine.network());
    this.transport =
        new Transport(
            builder.httpSettings(hosts),
            new HttpRuntime(http.network, calls, random, continuations.timers()),
            OpenRequestAdapter.FACTORY,
            completions);
    this.downloads = new Downloads(http.unsigned, builder.downloadSettings(hosts, random));
    TaskQueries<TaskSnapshot> queries =
        new TaskQueries<>(transport, builder.requestTimeout, this::seen);
    this.pollBudget = builder.pollBudget;
    this.waits =
        new TaskWaits(
            reader(queries),
            (task, last) -> Generation.of(task, last, downloads, this::saved),
            continuations,
            builder.pollBudget,
            random.jitter(),
            builder.durationHistory,
            new Observed(builder.callListeners, continuations));
    Uploads uploads = new Uploads(transport);
    AcceptedTasks accepted = new AcceptedTasks(builder.onSubmitted);
    this.journal = builder.journal;
    this.memory = journal == null && hub == null ? null : new PurchaseMemory(journal);
    this.settlement =
        memory == null
            ? null
            : new Settlement(memory, queries::get, continuations, accepted, this::found);
    SpendLimit limit = builder.spendLimit;
    this.spendLimit = limit;
    this.ledger = limit == null ? null : limit.ledger().orElse(null);
    PriceBook book = new PriceBook(transport, continuations.timers(), continuations);
    Budget budget =
        new Budget(
            book, transport.meter(), limit == null ? UnknownPrice.REFUSE : limit.unknownPrice());
    this.submissions =
        new Submissions(
            new SubmitParts(
                transport,
                continuations,
                random,
                journal,
                budget,
                ledger,
                accepted,
                settlement,
                machine.drain()),
            uploads,
            new Submissions.Settings(
                localCallbacks, hub == null ? null : hub.addresses(), ModelIds::canonical));
    this.callbacks = new Callbacks();
    Generator.Parts parts =
        new Generator.Parts(submissions, waits, completions, book, batches, this::purchase);
    this.images = new Images(parts);
    this.videos = new Videos(parts);
    this.audios = new Audios(parts);
    TaskListing listing =
        builder.experimentalAllowed ? new TaskListing(transport, completions) : null;
    this.tasks =
        new Tasks(
            queries,
            waits,
            completions,
            builder.experimentalAllowed
                ? new RemoteCancel(transport, builder.requestTimeout)
                : null,
            listing);
    this.files = new RemoteFiles(transport, completions, uploads);
    this.credits = new Credits(transport, completions);
    this.prices = new Prices(book, completions, images, videos, audios);
    this.purchases =
        settlement == null
            ? null
            : new PurchaseActions(
                settlement, waits, completions, this::generator, builder.submitTimeout, listing);
    openJournal();
    if (hub != null) {
      hub.attach(callbacks);
    }
  }

  private void openJournal() {
    if (memory == null || settlement == null) {
      return;
    }
    try {
      memory.open(hosts.api.uri());
      restoreLedger(memory.journal());
      settlement.resume();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void restoreLedger(TaskJournal journal) {
    String name = ledger;
    if (name == null) {
      return;
    }
    SpendMeter meter = transport.meter();
    meter.restore(journal.carried(name));
    journal.forEach(
        entry -> {
          if (entry.ledger().filter(name::equals).isPresent()) {
            meter.restore(entry);
          }
        });
  }

  private Generator<?> generator(Kind kind) {
    return switch (kind) {
      case IMAGE -> images;
      case VIDEO -> videos;
      case AUDIO -> audios;
      case OTHER -> throw new IllegalStateException("The journal does not say what was requested");
    };
  }

  private Purchase purchase(JournalEntry entry) {
    return new Purchase(entry, Objects.requireNonNull(purchases)); // an entry is of a journal
  }

  private void found(TaskHandle task) {
    if (memory != null) {
      memory
          .journal()
          .byTask(task.id())
          .ifPresent(entry -> transport.meter().settled(entry.key(), task.id()));
    }
    if (hub != null) {
      hub.found(task);
    }
  }

  private void saved(String taskId) {
    if (memory != null) {
      memory.saved(taskId);
    }
  }

  /** What the hub tells this client. */
  private final class Callbacks implements CallbackHub.Listener {
    @Override
    public void nudge(String taskId) {
      waits.nudge(taskId);
    }

    @Override
    public void unclaimed(String token, @Nullable String taskId) {
      if (settlement != null) {
        settlement.callback(token, taskId, waits::isWatched);
      }
    }
  }

  private static TaskReader reader(TaskQueries<TaskSnapshot> queries) {
    return new TaskReader() {
      @Override
      public CompletableFuture<TaskSnapshot> read(String taskId) {
        return queries.poll(taskId);
      }

      @Override
      public CompletableFuture<TaskSnapshot> confirm(String taskId) {
        return queries.confirm(taskId);
      }
    };
  }

  private TaskSnapshot seen(String taskId, Task task) {
    TaskSnapshot snapshot = new TaskSnapshot(task);
    transport.meter().saw(taskId, snapshot);
    if (memory != null) {
      memory.seen(taskId, snapshot);
    }
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

  /** {@return access to existing tasks: query, wait, resume} */
  public Tasks tasks() {
    return tasks;
  }

  /** {@return uploads, for files that several requests refer to, and the storage quota} */
  public RemoteFiles files() {
    return files;
  }

  /** {@return what requests cost, by the public price list} */
  public Prices prices() {
    return prices;
  }

  /** {@return the balance, and what this client has spent} */
  public Credits credits() {
    return credits;
  }

  /**
   * {@return what earlier processes, and this one, have left open, as the {@linkplain
   * Builder#journal journal} knows it} Reads the journal only, and blocks while it does. Without a
   * journal, a client with a {@linkplain Builder#callbackHub hub} knows the uncertain submits of
   * its own.
   *
   * @throws IllegalStateException if the client has neither a journal nor a hub
   * @throws JournalException if the journal cannot be read
   */
  public Recovery recover() {
    if (memory == null || purchases == null) {
      throw new IllegalStateException(
          "recover() needs a journal: call journal(TaskJournal.file(path)) on the client's"
              + " builder.");
    }
    return Recovery.of(memory.journal(), purchases);
  }

  /**
   * {@return the latest attempt to buy an order, as the {@linkplain Builder#journal journal} knows
   * it, to resume or to decide it; empty if the order is not known} Blocks while the journal is
   * read.
   *
   * @throws IllegalStateException if the client has neither a journal nor a hub
   * @throws JournalException if the journal cannot be read
   */
  public Optional<Purchase> purchase(String orderId) {
    Objects.requireNonNull(orderId, "orderId");
    if (memory == null || purchases == null) {
      throw new IllegalStateException(
          "purchase() needs a journal: call journal(TaskJournal.file(path)) on the client's"
              + " builder.");
    }
    return memory.journal().find(orderId).map(entry -> new Purchase(entry, purchases));
  }

  /** {@return the journal that {@link Builder#journal} was given; empty if there is none} */
  public Optional<TaskJournal> journal() {
    return Optional.ofNullable(journal);
  }

  /** {@return the limit that {@link Builder#spendLimit} was given; empty if there is none} */
  public Optional<SpendLimit> spendLimit() {
    return Optional.ofNullable(spendLimit);
  }

  /**
   * Implements any Retrofit interface, generated ({@code ai.evolink.api}) or your own, with this
   * client's key, connections, JSON and errors. It is the way to endpoints that this SDK does not
   * know.
   *
   * <p>Methods may return {@link EvolinkFuture}, {@code CompletableFuture} or Retrofit's {@code
   * Call}; the futures fail like all others here, a {@code Call} with {@code IOException}. Futures
   * of {@code Void}, and answers without content (204, 205), complete with null. All are repeated
   * by the rules of {@link Builder#maxRetries}, within the time limit of their kind, which {@code
   * Call.timeout()} changes. Everything but reads, deletions and uploads is taken for a paid
   * submit: sent again only if the service provably did not take it, and uncertain if no answer
   * comes back. Methods marked {@code @Streaming} have no time limit, but a stream that is silent
   * for the read timeout of the client, 60 seconds unless {@link Builder#httpClient} has another,
   * fails with {@code SocketTimeoutException}. The key goes to the hosts of this client only.
   *
   * @throws IllegalArgumentException if {@code api} is not an interface, or is one that Retrofit
   *     cannot implement
   */
  public <S> S retrofit(Class<S> api) {
    return transport.create(api);
  }

  /**
   * {@return the number of calls in flight, counted until their answers have been processed, by
   * {@link Builder#onSubmitted} too, and of futures that are about to complete} While it is 0,
   * nothing happens to the waits of this client before the next alarm of its clock. Tests that use
   * a {@link VirtualClock} need this to know when they may advance it.
   */
  public int callsInFlight() {
    return http.callsInFlight();
  }

  /**
   * Changes the budget for the polls of this client from now on: for processes that share one among
   * themselves, of which there are now more and now fewer. What 429s have taken from the old budget
   * is missing from the new one. {@link Builder#pollBudget} sets the first one.
   */
  public void pollBudget(PollBudget budget) {
    waits.waiter.change(Objects.requireNonNull(budget, "budget"));
    pollBudget = budget;
  }

  /** {@return the budget for the polls of this client, as it was last set} */
  public PollBudget pollBudget() {
    return pollBudget;
  }

  /**
   * Closes the client once all submits under way have been answered and their futures are done, so
   * that nothing that is bought goes unnoticed. New submits are refused at once. Waits go on in the
   * meantime, and end with the client.
   *
   * @param atMost how long to wait for the submits; those that are not answered by then go on as
   *     {@link #close()} says
   * @return whether all submits were answered
   * @throws IllegalArgumentException if {@code atMost} is negative
   * @throws WaitInterruptedException if the thread is interrupted; the client is closed then, too
   */
  public boolean close(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException(
          "atMost must not be negative, but was " + Durations.words(atMost));
    }
    submissions.refuse();
    CountDownLatch idle = new CountDownLatch(1);
    submissions.whenIdle(idle::countDown);
    try {
      return idle.await(Nanos.of(atMost), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException(null, e);
    } finally {
      close();
    }
  }

  /**
   * Ends all waits with {@link ClientClosedException}, which says how to resume them, and refuses
   * new calls. A submit that has left is not aborted: it completes in the background, and what it
   * has bought goes to the journal and the {@code onSubmitted} hook. If the JVM exits meanwhile, it
   * waits for such submits for up to two seconds; {@link #close(Duration)} waits for longer. Files
   * of completed tasks can still be saved. Does not block; calling it again has no effect.
   */
  @Override
  public void close() {
    if (hub != null) {
      hub.detach(callbacks);
    }
    waits.close();
    downloads.close();
    transport.close();
    batches.close();
    http.close();
    submissions.whenIdle(this::closeLast);
  }

  private void closeLast() {
    threads.close();
    if (memory != null) {
      memory.close();
    }
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
    @Nullable Executor continuationExecutor;
    @Nullable CallbackHub callbackHub;
    @Nullable Consumer<TaskHandle> onSubmitted;
    final List<CallListener> callListeners = new ArrayList<>();
    @Nullable TaskJournal journal;
    Duration requestTimeout = Duration.ofSeconds(30);
    Duration submitTimeout = Duration.ofMinutes(2);
    Duration uploadTimeout = Duration.ofMinutes(10);
    Duration downloadTimeout = DownloadSettings.TIMEOUT;
    long maxDownloadBytes = DownloadSettings.MAX_BYTES;
    int maxConcurrentRequests = 256;
    int maxRetries = 2;
    boolean idempotencyKeys;
    @Nullable SpendLimit spendLimit;
    boolean plainHttpAllowed;
    boolean localCallbacksAllowed;
    boolean privateDownloadsAllowed;
    boolean unmeasuredDownloadsAllowed;
    boolean experimentalAllowed;
    WaitClock clock = WaitClock.system();
    Machine machine = Machine.OURS;
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
     * and not closed with this one. No interceptor or event listener of it is given a request with
     * the key; an interceptor that proceeds again with a submit, an upload or a deletion gets the
     * first answer again. Default: one of our own, which gives a connection 10 seconds to open and
     * 60 to go on after a silence.
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
     * Runs listeners and continuations on {@code executor}, the continuation executor, which is not
     * shut down with the client. A task that it rejects runs on another thread. Futures complete
     * without it, so a blocked {@code result()} never depends on it; continuations do. If all of
     * its threads are blocked in continuations that wait for other continuations, none of them ever
     * proceeds: compose futures instead, or give an executor that grows. Default: a pool of daemon
     * threads that starts up to 64 as needed, and more (up to 4096) while all of them are blocked
     * and tasks are queued. Besides these, up to 64 threads that have just finished a call, and no
     * longer count towards {@link #maxConcurrentRequests}, run the continuations of that call.
     */
    public Builder continuationExecutor(Executor executor) {
      this.continuationExecutor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Calls {@code hook} for every task that the service has accepted, before any future completes,
     * even if the caller has cancelled, timed out or closed the client in the meantime. A hook that
     * stores {@link TaskHandle#toToken()} makes a program safe against crashes. It is called once
     * for each task, on a thread of the client and not on the continuation executor, and for
     * several tasks at once. What it throws is logged. Default: no hook; a task whose wait has
     * ended before it is accepted is then logged as a warning, with the line of code that resumes
     * it.
     */
    public Builder onSubmitted(Consumer<TaskHandle> hook) {
      this.onSubmitted = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Has {@code listener} told of every submit and every wait. Called again, it adds a listener to
     * those before. Default: none, which costs nothing.
     */
    public Builder callListener(CallListener listener) {
      callListeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Writes each submit into {@code journal} before its first byte leaves, so that what was bought
     * survives the process; see {@link EvolinkClient#recover()} and {@link
     * SubmitOptions.Builder#orderId}. The journal is opened by {@link #build} and closed with the
     * client. Default: none; nothing is written.
     */
    public Builder journal(TaskJournal journal) {
      this.journal = Objects.requireNonNull(journal, "journal");
      return this;
    }

    /**
     * Makes Evolink report the end of tasks to {@code hub}: requests without a callback address of
     * their own get one of the hub's, and their waits poll slowly until the callback arrives. The
     * client does not close the hub, which may serve other clients too.
     *
     * <p>{@link #build} refuses a hub at a private address, unless the base URL is loopback or
     * {@link #allowLocalCallbacks()} was called. Default: no hub; all waits rely on polling.
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
     * Sets the timeout of a submit, all retries included. Default: 2 minutes, which is generous
     * because a submit that was given up may have been charged.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder submitTimeout(Duration timeout) {
      this.submitTimeout = positive("submitTimeout", timeout);
      return this;
    }

    /**
     * Sets the timeout of an upload, all retries included. Default: 10 minutes.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder uploadTimeout(Duration timeout) {
      this.uploadTimeout = positive("uploadTimeout", timeout);
      return this;
    }

    /**
     * Sets the timeout of the download of one result, including attempts after a broken connection
     * and the time in which the stream of {@link Artifact#open()} is read. Default: 1 hour.
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
     * Limits the HTTP requests in flight to {@code max}, downloads not counted. Further requests
     * queue, and their timeouts begin when they leave the queue. Default: 256.
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
     * Retries a call at most {@code max} times. Default: 2.
     *
     * <p>Reads are retried after network failures and after 408, 425, 429, 500, 502, 503, 504 and
     * 520 to 530. Submits, uploads and deletions are sent again only if the service provably did
     * not accept them: no connection was opened, HTTP/2 refused the stream, or the answer was 429,
     * or 503 with an error body written by the service itself. An upload is also retried if the
     * connection broke before its body was sent completely. Neither the SDK nor the {@link
     * #httpClient} that it was given sends a submit twice for any other reason.
     *
     * <p>The backoff before a retry is the {@code Retry-After} of the answer, if there is one, plus
     * a random time of up to 0.5 s, 1 s, 2 s, and so on to 8 s. A retry that would begin after the
     * timeout of the call is not made. All calls share a budget of 50 retries, which refills by one
     * per second and by one for every ten answers, so that retries do not make an outage worse.
     * Polls follow a schedule of their own and do not count.
     *
     * @param max 0 to disable retries
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
     * Sets a {@link SpendLimit} of {@code credits}, with its defaults.
     *
     * @throws IllegalArgumentException if {@code credits} is negative
     */
    public Builder spendLimit(BigDecimal credits) {
      return spendLimit(SpendLimit.of(credits));
    }

    /**
     * Refuses submits, before anything is sent, that could make this client spend more than {@code
     * limit}: with {@link SpendLimitException}, or with {@link PriceUnknownException} if nobody can
     * say what they may cost. Off by default.
     *
     * <p>A client with a limit reads the public price list, one model's rule at a time, beside the
     * uploads, and without its key; a submit waits two seconds for it at most. What is spent,
     * {@link Credits#spending()} tells. Submits made through {@link #retrofit} have no price
     * beforehand: they are refused once the limit is reached, and count once the service has
     * accepted them, those of methods that return {@code Call} not at all.
     */
    public Builder spendLimit(SpendLimit limit) {
      this.spendLimit = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sends an {@code Idempotency-Key} header with every paid submit; a retry sends the same key.
     * Off by default.
     *
     * <p>Unverified: no documentation of Evolink mentions the header. A newer client of the vendor
     * sends it, but its effect on the service is unknown. The SDK therefore does not rely on it:
     * the rules for retries are the same with and without the header. {@link
     * SubmissionUncertainException#idempotencyKey()} gives the key of an uncertain submit.
     */
    public Builder sendIdempotencyKeys() {
      this.idempotencyKeys = true;
      return this;
    }

    /**
     * Allows a plain http base URL that is not loopback, so that the key is sent unencrypted. Off
     * by default.
     */
    public Builder allowPlainHttp() {
      this.plainHttpAllowed = true;
      return this;
    }

    /**
     * Allows callback addresses that are http or private, for a server of your own that can reach
     * them. Off by default; not needed if the base URL is loopback.
     */
    public Builder allowLocalCallbacks() {
      this.localCallbacksAllowed = true;
      return this;
    }

    /**
     * Allows result links, and the redirects they lead to, into private networks. Off by default;
     * not needed if the base URL is itself in a private network.
     */
    public Builder allowPrivateDownloads() {
      this.privateDownloadsAllowed = true;
      return this;
    }

    /**
     * Accepts results whose server announces no length and only closes the connection after the
     * last byte. Off by default, because a broken connection cannot be distinguished from the end
     * of such a file.
     */
    public Builder allowUnmeasuredDownloads() {
      this.unmeasuredDownloadsAllowed = true;
      return this;
    }

    /**
     * Enables the methods marked {@link Experimental}. Off by default: these methods rely on
     * undocumented behaviour of the service, and throw {@link IllegalStateException} unless
     * enabled.
     */
    public Builder allowExperimental() {
      this.experimentalAllowed = true;
      return this;
    }

    /**
     * Limits the polls of all waits of this client together. Default: 20 per second, with bursts of
     * 50.
     */
    public Builder pollBudget(PollBudget budget) {
      this.pollBudget = Objects.requireNonNull(budget, "budget");
      return this;
    }

    /**
     * Records how long models take in {@code history}, which may be shared with another client,
     * restored from text, or {@link DurationHistory#off()}. Default: a new one.
     */
    public Builder durationHistory(DurationHistory history) {
      this.durationHistory = Objects.requireNonNull(history, "history");
      return this;
    }

    /**
     * Sets the clock that waits go by: with a {@link VirtualClock}, tests of waiting code take no
     * time. Default: {@link WaitClock#system()}.
     */
    public Builder clock(WaitClock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * {@return a client with these settings}
     *
     * @throws IllegalArgumentException if a base URL is not https (loopback may be http, and so may
     *     others after {@link #allowPlainHttp()}), or if a {@link #callbackHub} is at a private
     *     address that is not allowed
     * @throws IllegalArgumentException also if the {@link #spendLimit} has a ledger, and there is
     *     no {@link #journal}
     * @throws IllegalStateException if the OkHttp on the class path is older than 5
     * @throws JournalException if the {@link #journal} cannot be opened
     */
    public EvolinkClient build() {
      return new EvolinkClient(this);
    }

    private void requireJournalForLedger() {
      if (journal == null && spendLimit != null && spendLimit.ledger().isPresent()) {
        throw new IllegalArgumentException(
            "A ledger needs a journal: call journal(TaskJournal.file(path)) on the client's"
                + " builder");
      }
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
          spendLimit == null ? null : spendLimit.credits());
    }

    private DownloadSettings downloadSettings(Hosts hosts, Randomness random) {
      return new DownloadSettings(
          maxDownloadBytes,
          downloadTimeout,
          privateDownloadsAllowed || hosts.apiIsPrivate(),
          unmeasuredDownloadsAllowed,
          machine.watch(),
          random);
    }

    private static Duration positive(String name, Duration value) {
      if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
        throw new IllegalArgumentException(
            name + " must be positive, but was " + Durations.words(value));
      }
      return value;
    }
  }
}
