package ai.evolink.internal.thread;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final int most;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE, // limited by "most" instead
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new DaemonThreads("evolink-http", task -> new CallThread(this, task)));
  private final AtomicInteger continuations = new AtomicInteger();
  private final Object lock = new Object();

  /** In the order of the lanes. No EnumMap, whose look for the constants R8 does not see. */
  private final Map<Lane, Queued> lanes = new LinkedHashMap<>();

  private int elsewhere;
  private int completing;

  /**
   * @param most the largest number of calls that run at once
   */
  public CallThreads(int most) {
    this.most = most;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Queued());
    }
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
    void run();

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
      of(job.lane()).running++;
    }
    start(job);
  }

  private boolean hasPlace(Lane lane) {
    return total() < most && of(lane).running < lane.most(most);
  }

  private int total() {
    int total = 0;
    for (Queued lane : lanes.values()) {
      total += lane.running;
    }
    return total;
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
    CallThread self = (CallThread) Thread.currentThread();
    for (Job job = first; job != null; job = next(job)) {
      Runnable continuation = self.make(job);
      if (continuation != null) {
        beginCompletion(); // before the call gives up its place, so that the count has no gap
        Job following = next(job);
        if (following != null) {
          start(following); // on another thread: the continuation may take long
        }
        try {
          continuation.run();
        } finally {
          continuations.decrementAndGet();
          endCompletion();
        }
        return;
      }
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
    if (!(Thread.currentThread() instanceof CallThread self) || !self.mayTake(this)) {
      return false;
    }
    if (continuations.incrementAndGet() > MOST_CONTINUATIONS) {
      continuations.decrementAndGet();
      return false;
    }
    self.take(continuation);
    return true;
  }

  /**
   * {@return the next queued job, which takes the place of {@code ended}; null if there is none}
   */
  private @Nullable Job next(Job ended) {
    synchronized (lock) {
      of(ended.lane()).running--;
      for (Lane lane : Lane.values()) {
        Job next = hasPlace(lane) ? of(lane).waiting.poll() : null;
        if (next != null) {
          of(lane).running++;
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
      int count = total() + elsewhere + completing;
      for (Queued lane : lanes.values()) {
        count += lane.waiting.size();
      }
      return count;
    }
  }

  /** Lets calls that run or are queued finish, and accepts no new ones. */
  public void close() {
    threads.shutdown();
  }
}
