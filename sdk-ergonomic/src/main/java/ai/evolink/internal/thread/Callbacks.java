package ai.evolink.internal.thread;

import ai.evolink.WaitClock;
import ai.evolink.internal.time.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where futures complete and listeners run: the client's callback executor, and its timers. What
 * the executor refuses still runs, on a thread of last resort, so that no future stays pending.
 */
public final class Callbacks implements Executor {
  private final Executor executor;
  private final @Nullable CallThreads calls;
  private final Timers timers;
  private final Logger log;
  private final Object fallbackLock = new Object();
  private @Nullable ThreadPoolExecutor fallback;

  public Callbacks(Executor executor, WaitClock clock, Logger log) {
    this(executor, null, clock, log);
  }

  /**
   * @param calls threads that may run what follows a call themselves; null if the caller has said
   *     where such things are to run
   */
  public Callbacks(Executor executor, @Nullable CallThreads calls, WaitClock clock, Logger log) {
    this.executor = executor;
    this.calls = calls;
    this.timers = new Timers(clock, log);
    this.log = log;
  }

  public Timers timers() {
    return timers;
  }

  public Logger log() {
    return log;
  }

  /** Runs {@code task}, which follows from a call on this thread; later, and perhaps elsewhere. */
  public void continueWith(Runnable task) {
    if (calls == null || !calls.runAfterThisCall(new Once(task))) {
      execute(task);
    }
  }

  @Override
  public void execute(Runnable task) {
    Once once = new Once(task);
    try {
      executor.execute(once);
    } catch (Throwable refused) { // an OutOfMemoryError too: "unable to create native thread"
      if (once.get()) {
        return; // it ran on this thread, as a direct executor does
      }
      log.log(Level.DEBUG, "The callback executor refused a task; it runs elsewhere.", refused);
      try {
        fallback().execute(once);
      } catch (Throwable noThread) {
        once.run();
      }
    }
  }

  private ThreadPoolExecutor fallback() {
    synchronized (fallbackLock) {
      ThreadPoolExecutor pool = fallback;
      if (pool == null) {
        pool =
            new ThreadPoolExecutor(
                1,
                1,
                100,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("evolink-fallback"));
        pool.allowCoreThreadTimeOut(true);
        fallback = pool;
      }
      return pool;
    }
  }

  /** Runs a task once at most, whoever tries; what it throws goes to the log. */
  private final class Once extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1L;
    private final transient Runnable task;

    Once(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (compareAndSet(false, true)) {
        try {
          task.run();
        } catch (Throwable t) {
          log.log(Level.WARNING, "A callback threw; nothing else is affected.", t);
        }
      }
    }
  }
}
