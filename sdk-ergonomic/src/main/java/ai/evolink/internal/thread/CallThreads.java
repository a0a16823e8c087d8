package ai.evolink.internal.thread;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that asynchronous calls run on: at most so many calls at once, the others wait in
 * line, each in that of its {@link Lane}. Also counts the calls that run elsewhere.
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
  private final Map<Lane, ArrayDeque<Job>> waiting = new EnumMap<>(Lane.class);
  private final int[] running = new int[Lane.values().length];
  private int elsewhere;
  private int completing;

  /**
   * @param most the largest number of calls that run at once
   */
  public CallThreads(int most) {
    this.most = most;
    for (Lane lane : Lane.values()) {
      waiting.put(lane, new ArrayDeque<>());
    }
  }

  /**
   * What a call is for, the most important first. The others have a share of the places only, so
   * that a service which leaves reads hanging does not hold up what comes first.
   */
  public enum Lane {
    /** What a caller has asked for: submits, uploads, single reads. */
    CALL(1),
    /** A look at a task that is said to have ended. */
    CONFIRMATION(4),
    /** A look at a task that may have ended. */
    POLL(2);

    private final int part;

    Lane(int part) {
      this.part = part;
    }

    private int most(int places) {
      return Math.max(1, places / part);
    }
  }

  public int most() {
    return most;
  }

  /** A call, including the processing of its answer. */
  public interface Job {
    void run();

    /** {@return whose places it may take} Always the same. */
    default Lane lane() {
      return Lane.CALL;
    }

    /** There is no thread for it. Called in place of {@link #run}. */
    void rejected(Throwable why);
  }

  /** Runs {@code job} as soon as the limit allows. */
  public void execute(Job job) {
    synchronized (lock) {
      if (!hasPlace(job.lane())) {
        waitingIn(job.lane()).add(job);
        return;
      }
      running[job.lane().ordinal()]++;
    }
    start(job);
  }

  private boolean hasPlace(Lane lane) {
    return total() < most && running[lane.ordinal()] < lane.most(most);
  }

  private int total() {
    int total = 0;
    for (int count : running) {
      total += count;
    }
    return total;
  }

  private ArrayDeque<Job> waitingIn(Lane lane) {
    return Objects.requireNonNull(waiting.get(lane));
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
          start(following); // elsewhere: what follows may take its time
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

  /** {@return who takes the place of {@code ended}; null if nobody does} */
  private @Nullable Job next(Job ended) {
    synchronized (lock) {
      running[ended.lane().ordinal()]--;
      for (Lane lane : Lane.values()) {
        Job next = hasPlace(lane) ? waitingIn(lane).poll() : null;
        if (next != null) {
          running[lane.ordinal()]++;
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
      for (ArrayDeque<Job> line : waiting.values()) {
        count += line.size();
      }
      return count;
    }
  }

  /** Lets calls that run or are queued finish, and accepts no new ones. */
  public void close() {
    threads.shutdown();
  }
}
