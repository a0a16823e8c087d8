package ai.evolink.internal.thread;

import java.util.ArrayDeque;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that asynchronous calls run on: at most so many calls at once, the others wait in
 * line. Also counts the calls that run elsewhere.
 *
 * <p>In the place of OkHttp's dispatcher, which names the thread anew for each call and looks at
 * all calls under way whenever one begins or ends.
 */
public final class CallThreads {
  private static final long IDLE_SECONDS = 30;
  private static final int MOST_CONTINUATIONS = 64;

  private final int most;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE, // the count is kept here
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
   * @param most how many calls may run at once
   */
  public CallThreads(int most) {
    this.most = most;
  }

  public int most() {
    return most;
  }

  /** A call, with what is done with its answer. */
  public interface Job {
    void run();

    /** There is no thread for it. Called in place of {@link #run}. */
    void rejected(Throwable why);
  }

  /** Runs {@code job} as soon as there is a place. */
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
          start(waiting); // elsewhere: what follows may take its time
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
   * Takes {@code continuation} to run it on this thread once the call that runs here has ended and
   * given up its place, which wakes no other thread. One for each call: several might wait for each
   * other.
   *
   * @return false if no call of this client runs here, or enough continuations run already
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

  /** {@return who takes the place of a job that has ended; null gives the place back} */
  private @Nullable Job next() {
    synchronized (lock) {
      Job next = waiting.poll();
      if (next == null) {
        running--;
      }
      return next;
    }
  }

  /** A call begins on a thread of the caller's. */
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

  /** {@return how many calls run or wait, all that is done with their answers included} */
  public int count() {
    synchronized (lock) {
      return running + waiting.size() + elsewhere;
    }
  }

  /** Lets those under way or in line end, and takes no new ones. */
  public void close() {
    threads.shutdown();
  }
}
