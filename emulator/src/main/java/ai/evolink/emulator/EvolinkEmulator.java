package ai.evolink.emulator;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A running emulator. It is ready when {@link #start()} returns and gone when {@link #close()}
 * does.
 *
 * <pre>{@code
 * try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
 *   // point a client at emulator.url(), with any key
 * }
 * }</pre>
 *
 * <p>Every key that is not blank is an account of its own; a few magic keys are refused. The
 * instance is thread-safe, its threads are daemons, and several can run in one JVM.
 */
public class EvolinkEmulator implements AutoCloseable {

  private final Settings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile EmulatorServer server;

  // Not for users to extend; see JUnitEmulator.
  EvolinkEmulator(Settings settings) {
    this.settings = settings;
    this.server = new EmulatorServer(settings);
  }

  final EvolinkEmulator listen() {
    try {
      server.start();
      return this;
    } catch (UncheckedIOException e) {
      close();
      throw e;
    }
  }

  /** Starts again if it has been closed, on another port if it was told none. */
  final void reopen() {
    if (server.isClosed()) {
      server = new EmulatorServer(settings);
      listen();
    }
  }

  /** Starts one on a free port of 127.0.0.1, with the defaults of the {@link Builder}. */
  public static EvolinkEmulator start() {
    return builder().start();
  }

  /** A builder with everything at its default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The base URL, for the API and for the file service; without a slash at its end. If it listens
   * on all addresses, this is the loopback one. It stays the same when the emulator is closed.
   */
  public final URI url() {
    return server.url();
  }

  /**
   * What a client has to trust to talk {@linkplain Builder#tls TLS} to this emulator: a certificate
   * authority as PEM text, whose key is thrown away. Empty if it speaks plain http.
   */
  public final Optional<String> certificate() {
    return Optional.ofNullable(settings.tls()).map(Tls::pem);
  }

  /**
   * The submits received so far, oldest first, refused ones included; a snapshot. Old ones are
   * forgotten beyond the limit on tasks.
   */
  public final List<Submission> submissions() {
    return state().submissions().snapshot();
  }

  /**
   * Switches faults on, behind those that are on already. Each request meets the first that fits it
   * and has turns left, so that faults of one turn each are a script.
   */
  public final void inject(Fault... faults) {
    state().faults().inject(List.of(faults));
  }

  /** The faults that can still strike, in their order; those that have had their turns are gone. */
  public final List<Fault> faults() {
    return state().faults().active().stream().map(Faults.Injected::fault).toList();
  }

  /** Switches all faults off, those of the {@link Builder} too. */
  public final void clearFaults() {
    state().faults().clear();
  }

  /** What becomes of tasks submitted from now on; they complete by default. */
  public final void outcome(TaskOutcome outcome) {
    state().pace().outcome(Objects.requireNonNull(outcome, "outcome"));
  }

  /**
   * What becomes of the next accepted tasks, one after the other; then the {@linkplain
   * #outcome(TaskOutcome) usual} again.
   */
  public final void nextOutcomes(TaskOutcome... outcomes) {
    state().pace().addNext(List.of(outcomes));
  }

  /** What models cost here and what the price list says of them, to look at and to change. */
  public final EmulatedPrices prices() {
    return new EmulatedPrices(state().prices());
  }

  /**
   * How long tasks submitted from now on take; zero to complete at once.
   *
   * @throws IllegalArgumentException unless {@code perTask} lies between 0 and 365 days
   */
  public final void pace(Duration perTask) {
    state().pace().length(perTask);
  }

  /**
   * Ends a task now, whatever was planned: its credits are settled and its callback is sent.
   *
   * @throws IllegalArgumentException if there is no such task
   * @throws IllegalStateException if it has ended already
   */
  public final void endTask(String taskId, TaskOutcome outcome) {
    new TaskHands(state()).end(taskId, outcome);
  }

  /**
   * Sets the progress of a task, which goes on from there at its pace.
   *
   * @param percent from 0 to 99
   * @throws IllegalArgumentException if there is no such task, or the percentage is out of range
   * @throws IllegalStateException if it has ended already
   */
  public final void progressTask(String taskId, int percent) {
    new TaskHands(state()).progress(taskId, percent);
  }

  /**
   * The attempts to deliver callbacks that are over, oldest first, those that failed included; a
   * snapshot of at most the last 10,000.
   */
  public final List<CallbackDelivery> callbacks() {
    return state().deliveries().snapshot();
  }

  /**
   * Forgets everything: tasks, files, accounts, submissions, changed prices, callbacks that are not
   * sent yet. Pace, outcome and faults are again what the {@link Builder} was told. The clock goes
   * on.
   */
  public final void reset() {
    state().reset();
  }

  /** How many callbacks have not been taken yet, and are to be sent or repeated. */
  final int callbacksToCome() {
    return state().tasks().count(Callbacks::awaits);
  }

  private EmulatorState state() {
    return server.state();
  }

  /**
   * Waits until at least so many submits have been received, for code under test that works in the
   * background.
   *
   * @return all that have been received by then
   * @throws AssertionError if there are fewer after {@code atMost} of real time
   */
  public final List<Submission> awaitSubmissions(int count, Duration atMost)
      throws InterruptedException {
    return state().submissions().await(count, atMost);
  }

  /**
   * Waits until at least so many attempts to deliver a callback are over.
   *
   * @return all that are over by then
   * @throws AssertionError if there are fewer after {@code atMost} of real time
   */
  public final List<CallbackDelivery> awaitCallbacks(int count, Duration atMost)
      throws InterruptedException {
    return state().deliveries().await(count, atMost);
  }

  /** Waits until the emulator is closed, by another thread. */
  public final void join() throws InterruptedException {
    closed.await();
  }

  /**
   * Stops in good order: takes no new connection, answers what has been asked, lets the callbacks
   * that are on their way arrive, and then {@linkplain #close() closes}. What takes longer than
   * {@code atMost} is cut. Callbacks that are not due yet are dropped, and {@link
   * EmulatorOptions#farewell} tells how many. Connections that are kept open by clients take about
   * a second to end.
   */
  public final void shutdown(Duration atMost) {
    server.drain(atMost);
    close();
  }

  /** Stops at once: open connections are cut, undelivered callbacks are dropped. Idempotent. */
  @Override
  public final void close() {
    server.close();
    closed.countDown();
  }

  @Override
  public String toString() {
    return "EvolinkEmulator[" + url() + "]";
  }

  /** What an emulator can be told before it starts. Not thread-safe. */
  public static final class Builder {

    private String host = "127.0.0.1";
    private int port;
    private Mode mode = Mode.LOCAL;
    private Duration pace = Duration.ofSeconds(2);
    private TaskOutcome outcome = TaskOutcome.completed();
    private BigDecimal credits = BigDecimal.valueOf(1_000_000);
    private EmulatorClock clock = EmulatorClock.real();
    private int maxTasks = 100_000;
    private long maxFileBytes = 256L << 20;
    private int fileQuota = 2000;
    private Duration callbackTimeout = Duration.ofSeconds(10);
    private List<Fault> faults = List.of();
    private long faultSeed;
    private boolean idempotencyKeys;
    private boolean billing = true;
    private @Nullable List<String> tlsNames;

    private Builder() {}

    /** The address to listen on; {@code 127.0.0.1} by default, {@code 0.0.0.0} for all. */
    public Builder host(String host) {
      this.host = Objects.requireNonNull(host, "host");
      return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int port) {
      check(port >= 0 && port <= 65535, "port must be between 0 and 65535, but was " + port);
      this.port = port;
      return this;
    }

    /** How strict it is; {@link Mode#LOCAL} by default. */
    public Builder mode(Mode mode) {
      this.mode = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /** How long a task takes; two seconds by default, zero to complete at once. */
    public Builder pace(Duration perTask) {
      this.pace = Pace.check(Objects.requireNonNull(perTask, "perTask"));
      return this;
    }

    /** What becomes of tasks whose prompt does not say; they complete by default. */
    public Builder outcome(TaskOutcome outcome) {
      this.outcome = Objects.requireNonNull(outcome, "outcome");
      return this;
    }

    /** What each account may spend; a million by default. */
    public Builder credits(BigDecimal credits) {
      Objects.requireNonNull(credits, "credits");
      check(credits.signum() >= 0, "credits must not be negative, but were " + credits);
      this.credits = credits;
      return this;
    }

    /** The time it lives by; that of the machine by default. */
    public Builder clock(EmulatorClock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** How many tasks it remembers, 100,000 by default; the oldest are forgotten first. */
    public Builder maxTasks(int maxTasks) {
      check(maxTasks > 0, "maxTasks must be positive, but was " + maxTasks);
      this.maxTasks = maxTasks;
      return this;
    }

    /** How many bytes of uploads it keeps, 256 MiB by default; the oldest are dropped first. */
    public Builder maxFileBytes(long maxFileBytes) {
      check(maxFileBytes > 0, "maxFileBytes must be positive, but was " + maxFileBytes);
      this.maxFileBytes = maxFileBytes;
      return this;
    }

    /** How many files an account may store; 2000 by default, as documented. */
    public Builder fileQuota(int files) {
      check(files >= 0, "fileQuota must not be negative, but was " + files);
      this.fileQuota = files;
      return this;
    }

    /** Faults that are on from the start, and again after a reset; none by default. */
    public Builder faults(Fault... faults) {
      Objects.requireNonNull(faults, "faults");
      for (Fault fault : faults) {
        Objects.requireNonNull(fault, "fault");
      }
      this.faults = List.of(faults);
      return this;
    }

    /**
     * What the dice of {@linkplain Fault#probability improbable faults} start from, 0 by default:
     * the same calls in the same order meet the same faults.
     */
    public Builder faultSeed(long seed) {
      this.faultSeed = seed;
      return this;
    }

    /**
     * Whether an {@code Idempotency-Key} makes a submit happen once: the same account and key are
     * answered as the first time, with {@code idempotency-replayed: true}, and nothing is made or
     * charged, even if the body is another one. Off by default, since the service does not document
     * the header. A refused submit takes no key.
     */
    public Builder honorIdempotencyKeys(boolean honor) {
      this.idempotencyKeys = honor;
      return this;
    }

    /**
     * Whether tasks tell by {@code billing} what has become of their credits; true by default. Old
     * gateways of the service do not.
     */
    public Builder showBilling(boolean show) {
      this.billing = show;
      return this;
    }

    /**
     * Speaks https, with a certificate made for this emulator. It is good for {@code localhost},
     * 127.0.0.1, ::1, the {@linkplain #host address} listened on, and these names or addresses
     * more; what signed it is told by {@link EvolinkEmulator#certificate()}. Off by default.
     *
     * @throws IllegalArgumentException if a name cannot be one of a host
     */
    public Builder tls(String... moreNames) {
      this.tlsNames = Tls.checked(Objects.requireNonNull(moreNames, "moreNames"));
      return this;
    }

    Builder callbackTimeout(Duration timeout) {
      this.callbackTimeout = timeout;
      return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws UncheckedIOException if it cannot listen, for example because the port is taken
     */
    public EvolinkEmulator start() {
      return new EvolinkEmulator(settings()).listen();
    }

    /**
     * Starts an emulator that a JUnit 5 test class keeps in a static field, annotated
     * {@code @RegisterExtension}. Each test finds it {@linkplain EvolinkEmulator#reset() as new};
     * it is closed after the last test of the class. Tests that share it must not run at the same
     * time, else they fail with a message that says so; {@link EvolinkEmulatorExtension} gives each
     * its own.
     *
     * <pre>{@code
     * @RegisterExtension
     * static EvolinkEmulator emulator =
     *     EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();
     * }</pre>
     *
     * <p>Needs JUnit on the class path, as nothing else here but {@link EvolinkEmulatorExtension}.
     *
     * @throws UncheckedIOException if it cannot listen, for example because the port is taken
     */
    public EvolinkEmulator startForJUnit() {
      return JUnitEmulator.start(settings());
    }

    Settings settings() {
      return new Settings(
          host,
          port,
          mode,
          pace,
          outcome,
          credits,
          clock,
          maxTasks,
          maxFileBytes,
          fileQuota,
          callbackTimeout,
          faults,
          faultSeed,
          idempotencyKeys,
          billing,
          tlsNames == null ? null : Tls.of(host, tlsNames));
    }

    private static void check(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
