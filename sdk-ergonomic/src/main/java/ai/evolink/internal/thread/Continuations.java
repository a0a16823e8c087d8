package ai.evolink.internal.thread;

import ai.evolink.WaitClock;
import ai.evolink.internal.time.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides where futures complete and where their continuations run; also holds the client's timers.
 *
 * <p>Completions and continuations run separately, so that no result waits for foreign code:
 *
 * <ul>
 *   <li>A <i>completion</i> completes a future and releases the threads blocked on it. It runs on a
 *       thread of the client that neither performs I/O nor runs timers: the thread of the call that
 *       brought the result, once the call no longer counts towards the limit, or else one from a
 *       pool without an upper limit. It therefore never has to wait for a thread.
 *   <li>A <i>continuation</i> runs on the continuation executor. The caller may have provided that
 *       executor, so it may be busy, blocked or shut down. A task that it rejects runs on a
 *       fallback thread. If the current thread is already running a continuation of this client,
 *       the next one runs on it at once, as with any {@code CompletableFuture}.
 * </ul>
 */
public final class Continuations implements Executor {
  private static final int MOST_NESTED = 64;

  /** The continuation or listener that the current thread runs, if any. */
  private static final ThreadLocal<@Nullable Running> RUNNING = new ThreadLocal<>();

  private final Executor executor;
  private final @Nullable CallThreads calls;
  private final boolean own;
  private final Executor completing;
  private final Timers timers;
  private final Logger log;
  private final Executor continuations = this::runContinuation;

  private final Object fallbackLock = new Object();
  private @Nullable ThreadPoolExecutor fallback;

  /**
   * @param completing runs completions, possibly on the calling thread
   */
  public Continuations(Executor executor, Executor completing, WaitClock clock, Logger log) {
    this(executor, completing, null, false, new Timers(clock, log), log);
  }

  /**
   * @param completing runs completions for which no call has a thread
   * @param calls the threads that may run a completion after a call
   * @param own whether {@code executor} is the client's own, so that continuations may run on
   *     {@code calls} as well
   */
  public Continuations(
      Executor executor,
      Executor completing,
      @Nullable CallThreads calls,
      boolean own,
      Timers timers,
      Logger log) {
    this.executor = executor;
    this.completing = completing;
    this.calls = calls;
    this.own = own;
    this.timers = timers;
    this.log = log;
  }

  /** {@return a thread pool for completions, with no upper limit} */
  public static Executor completionThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        100,
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        new DaemonThreads("evolink-completion"));
  }

  public Timers timers() {
    return timers;
  }

  public Logger log() {
    return log;
  }

  // ---- completions

  /**
   * Runs {@code completion} soon, but not within the call or the timer that is running on this
   * thread.
   */
  public void complete(Runnable completion) {
    if (calls != null && calls.runAfterThisCall(own ? () -> asCallback(completion) : completion)) {
      return;
    }
    Runnable counted = calls == null ? completion : counted(calls, completion);
    try {
      completing.execute(counted);
    } catch (Throwable noThread) { // "unable to create native thread", say
      counted.run();
    }
  }

  private static Runnable counted(CallThreads calls, Runnable completion) {
    calls.beginCompletion();
    return () -> {
      try {
        completion.run();
      } finally {
        calls.endCompletion();
      }
    };
  }

  // ---- continuations

  /** {@return the executor for continuations for which the caller named none} */
  public Executor executor() {
    return continuations;
  }

  private void runContinuation(Runnable continuation) {
    Running here = RUNNING.get();
    if (here == null || here.of != this) {
      execute(continuation);
    } else if (here.depth == MOST_NESTED) {
      complete(() -> execute(continuation)); // a long chain must not overflow the stack
    } else {
      here.depth++;
      try {
        continuation.run();
      } finally {
        here.depth--;
      }
    }
  }

  private void asCallback(Runnable task) {
    Running before = RUNNING.get();
    if (before != null && before.of == this) {
      task.run();
      return;
    }
    RUNNING.set(new Running(this));
    try {
      task.run();
    } finally {
      RUNNING.set(before); // null too: to remove it would cost an entry for each callback
    }
  }

  private static final class Running {
    final Continuations of;

    /** The nesting depth of continuations on this thread. */
    int depth;

    Running(Continuations of) {
      this.of = of;
    }
  }

  /**
   * Runs {@code task} on the continuation executor, or on the fallback thread if that rejects it.
   */
  @Override
  public void execute(Runnable task) {
    Once once = new Once(task);
    try {
      executor.execute(once);
    } catch (Throwable refused) { // an OutOfMemoryError too: "unable to create native thread"
      if (once.get()) {
        return; // it already ran on this thread, as with a direct executor
      }
      log.log(Level.DEBUG, "The continuation executor refused a task; it runs elsewhere.", refused);
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

  /** Runs a task at most once, whichever thread tries; what it throws is logged. */
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
          asCallback(task);
        } catch (Throwable t) {
          log.log(Level.WARNING, "A continuation threw; nothing else is affected.", t);
        }
      }
    }
  }
}
