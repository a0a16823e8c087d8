package ai.evolink.internal.thread;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread pool for asynchronous calls. It runs a limited number of calls at once and queues the
 * others, with one queue for each {@link Lane}. It also counts the calls that run on other threads.
 *
 * <p>It replaces the dispatcher of OkHttp, which renames the thread for each call and scans all
 * calls in flight whenever one begins or ends.
 */
public final class CallThreads {
  private static final long IDLE_SECONDS = 30;
  private static final int MOST_CONTINUATIONS = 64;

  private static final List<Lane> LANES = List.of(Lane.values());

  /** The call that the current thread makes, if any. */
  private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

  private final int most;
  private final Executor threads;
  private final Runnable shutdown;
  private final AtomicInteger continuations = new AtomicInteger();
  private final Object lock = new Object();

  /** In the order of the lanes. No EnumMap, whose look for the constants R8 does not see. */
  private final Map<Lane, Queued> lanes = new LinkedHashMap<>();

  /** In all lanes. */
  private int running;

  private int elsewhere;
  private int completing;

  /**
   * @param most the largest number of calls that run at once
   */
  public CallThreads(int most) {
    this(most, pool());
  }

  private CallThreads(int most, ThreadPoolExecutor pool) {
    this(most, pool, pool::shutdown);
  }

  /**
   * @param threads run calls; how many at once is limited here
   * @param shutdown is run when no further calls are accepted
   */
  public CallThreads(int most, Executor threads, Runnable shutdown) {
    this.threads = threads;
    this.shutdown = shutdown;
    this.most = most;
    for (Lane lane : LANES) {
      lanes.put(lane, new Queued());
    }
  }

  private static ThreadPoolExecutor pool() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE, // limited by "most" instead
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DaemonThreads("evolink-http"));
  }

  /**
   * The purpose of a call, the most important one first. All lanes but the first get only a part of
   * the places, so that a service that does not answer reads cannot hold up more important calls.
   */
  public enum Lane {
    /** A call made by the user: a submit, an upload or a single read. */
    CALL(1),
    /** A query of a task that is said to have ended. */
    CONFIRMATION(4),
    /** An ordinary poll. */
    POLL(2);

    private final int part;

    Lane(int part) {
      this.part = part;
    }

    private int most(int places) {
      return Math.max(1, places / part);
    }
  }

  /** The calls of one lane. */
  private static final class Queued {
    final ArrayDeque<Job> waiting = new ArrayDeque<>();
    int running;
  }

  public int most() {
    return most;
  }

  /** A call, including the processing of its answer. */
  public interface Job {
    /**
     * Makes the call, or begins it.
     *
     * @return whether it has ended; if not, it keeps its place until {@link CallThreads#end}
     */
    boolean run();

    /** {@return the lane of the job, which never changes} */
    default Lane lane() {
      return Lane.CALL;
    }

    /** Called instead of {@link #run} if there is no thread for the job. */
    void rejected(Throwable why);
  }

  /** Runs {@code job} as soon as the limit allows. */
  public void execute(Job job) {
    synchronized (lock) {
      if (!hasPlace(job.lane())) {
        of(job.lane()).waiting.add(job);
        return;
      }
      take(job.lane());
    }
    start(job);
  }

  private boolean hasPlace(Lane lane) {
    return running < most && of(lane).running < lane.most(most);
  }

  private void take(Lane lane) {
    running++;
    of(lane).running++;
  }

  private Queued of(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  private void start(Job first) {
    for (Job job = first; job != null; job = next(job)) {
      Job given = job;
      try {
        threads.execute(() -> work(given));
        return;
      } catch (RuntimeException | OutOfMemoryError e) { // "unable to create native thread"
        job.rejected(e);
      }
    }
  }

  private void work(Job first) {
    Job job = first;
    while (job != null) {
      job = turn(job, job::run);
    }
  }

  /**
   * Ends a call that {@link Job#run} has only begun: runs {@code processing} of its answer on this
   * thread, and passes its place on.
   */
  public void end(Job job, Runnable processing) {
    Job next =
        turn(
            job,
            () -> {
              processing.run();
              return true;
            });
    if (next != null) {
      start(next);
    }
  }

  /**
   * Runs a part of a call on this thread, and the continuation that it has left.
   *
   * @param part returns whether the call has ended
   * @return the job that follows on this thread; null if there is none
   */
  private @Nullable Job turn(Job job, BooleanSupplier part) {
    Turn turn = new Turn(this);
    boolean ended = true;
    @Nullable Turn before = TURN.get();
    TURN.set(turn);
    try {
      ended = part.getAsBoolean();
    } catch (Throwable t) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, t);
    } finally {
      TURN.set(before);
    }
    Runnable continuation = turn.continuation;
    if (continuation == null) {
      return ended ? next(job) : null;
    }
    beginCompletion(); // before the call gives up its place, so that the count has no gap
    Job following = ended ? next(job) : null;
    if (following != null) {
      start(following); // on another thread: the continuation may take long
    }
    try {
      continuation.run();
    } finally {
      continuations.decrementAndGet();
      endCompletion();
    }
    return null;
  }

  /** A part of a call, while a thread runs it. */
  private static final class Turn {
    final CallThreads of;
    @Nullable Runnable continuation;

    Turn(CallThreads of) {
      this.of = of;
    }
  }

  /**
   * Runs {@code continuation} on this thread once the call that runs here has ended and no longer
   * counts towards the limit; this saves waking another thread. At most one for each call: several
   * might wait for each other.
   *
   * @return false if no call of this client runs on this thread, or too many continuations run
   *     already
   */
  boolean runAfterThisCall(Runnable continuation) {
    Turn turn = TURN.get();
    if (turn == null || turn.of != this || turn.continuation != null) {
      return false;
    }
    if (continuations.incrementAndGet() > MOST_CONTINUATIONS) {
      continuations.decrementAndGet();
      return false;
    }
    turn.continuation = continuation;
    return true;
  }

  /**
   * {@return the next queued job, which takes the place of {@code ended}; null if there is none}
   */
  private @Nullable Job next(Job ended) {
    synchronized (lock) {
      running--;
      of(ended.lane()).running--;
      for (Lane lane : LANES) {
        Job next = hasPlace(lane) ? of(lane).waiting.poll() : null;
        if (next != null) {
          take(lane);
          return next;
        }
      }
      return null;
    }
  }

  /** A call begins on a thread of the caller. */
  public void beginElsewhere() {
    synchronized (lock) {
      elsewhere++;
    }
  }

  public void endElsewhere() {
    synchronized (lock) {
      elsewhere--;
    }
  }

  /** What follows a call or an alarm begins: it counts, but takes no place. */
  void beginCompletion() {
    synchronized (lock) {
      completing++;
    }
  }

  void endCompletion() {
    synchronized (lock) {
      completing--;
    }
  }

  /**
   * {@return the number of calls that run or are queued, including the processing of their answers
   * and the completion of their futures}
   */
  public int count() {
    synchronized (lock) {
      int count = running + elsewhere + completing;
      for (Queued lane : lanes.values()) {
        count += lane.waiting.size();
      }
      return count;
    }
  }

  /** Lets calls that run or are queued finish, and accepts no new ones. */
  public void close() {
    shutdown.run();
  }
}
