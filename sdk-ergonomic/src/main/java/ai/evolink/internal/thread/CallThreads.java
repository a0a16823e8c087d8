package ai.evolink.internal.thread;

import java.util.ArrayDeque;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The thread pool for asynchronous calls. It runs a limited number of calls at once and queues the
 * others. It also counts the calls that run on other threads.
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
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private int running;
  private int elsewhere;

  /**
   * @param most the largest number of calls that run at once
   */
  public CallThreads(int most) {
    this.most = most;
  }

  public int most() {
    return most;
  }

  /** A call, including the processing of its answer. */
  public interface Job {
    void run();

    /** Called instead of {@link #run} if there is no thread for the job. */
    void rejected(Throwable why);
  }

  /** Runs {@code job} as soon as the limit allows. */
  public void execute(Job job) {
    synchronized (lock) {
      if (running >= most) {
        waiting.add(job);
        return;
      }
      running++;
    }
    start(job);
  }

  private void start(Job first) {
    for (Job job = first; job != null; job = next()) {
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
    for (Job job = first; job != null; job = next()) {
      Runnable continuation = self.make(job);
      if (continuation != null) {
        Job waiting = next();
        if (waiting != null) {
          start(waiting); // on another thread: the continuation may take long
        }
        try {
          continuation.run();
        } finally {
          continuations.decrementAndGet();
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
   * {@return the next job in the queue, which takes the place of one that has ended; null if there
   * is none, and the place is free then}
   */
  private @Nullable Job next() {
    synchronized (lock) {
      Job next = waiting.poll();
      if (next == null) {
        running--;
      }
      return next;
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

  /**
   * {@return the number of calls that run or are queued, including the processing of their answers}
   */
  public int count() {
    synchronized (lock) {
      return running + waiting.size() + elsewhere;
    }
  }

  /** Lets calls that run or are queued finish, and accepts no new ones. */
  public void close() {
    threads.shutdown();
  }
}
