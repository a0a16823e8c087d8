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
 * Where futures complete and their continuations run, and the client's timers.
 *
 * <p>These are two things, so that no result waits for code that is not ours:
 *
 * <ul>
 *   <li>A <i>completion</i> puts a result in its place and lets go of the threads that wait for it.
 *       It runs on a thread of the client that neither moves bytes nor watches the clock: that of
 *       the call which brought the result, once the call has given up its place, or else one that
 *       is started for it. There is always one to be had.
 *   <li>A <i>continuation</i> runs on the callback executor, which may be the caller's, and so may
 *       be busy, or blocked, or closed. What it refuses still runs, on a thread of last resort. On
 *       a thread that runs a callback already, it runs at once, as any continuation does.
 * </ul>
 */
public final class Callbacks implements Executor {
  private static final int MOST_NESTED = 64;

  /** What the thread runs, if that is a callback. */
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
   * @param completing where completions run; may be the thread that calls
   */
  public Callbacks(Executor executor, Executor completing, WaitClock clock, Logger log) {
    this(executor, completing, null, false, clock, log);
  }

  /**
   * @param calls threads whose calls may be followed by a completion
   * @param own whether {@code executor} is the client's own, and those threads are as good
   */
  public Callbacks(Executor executor, CallThreads calls, boolean own, WaitClock clock, Logger log) {
    this(executor, completionThreads(), calls, own, clock, log);
  }

  private Callbacks(
      Executor executor,
      Executor completing,
      @Nullable CallThreads calls,
      boolean own,
      WaitClock clock,
      Logger log) {
    this.executor = executor;
    this.completing = completing;
    this.calls = calls;
    this.own = own;
    this.timers = new Timers(clock, log);
    this.log = log;
  }

  /** {@return threads for completions: as many as it takes} */
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

  /** Runs {@code completion} soon, and not within the call or the timer that runs here. */
  public void complete(Runnable completion) {
    if (calls != null && calls.runAfterThisCall(own ? () -> asCallback(completion) : completion)) {
      return;
    }
    try {
      completing.execute(completion);
    } catch (Throwable noThread) { // "unable to create native thread", say
      completion.run();
    }
  }

  // ---- continuations

  /** {@return where to run a continuation for which no executor was named} */
  public Executor continuations() {
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
      if (before == null) {
        RUNNING.remove();
      } else {
        RUNNING.set(before);
      }
    }
  }

  private static final class Running {
    final Callbacks of;

    /** How many continuations run within each other. */
    int depth;

    Running(Callbacks of) {
      this.of = of;
    }
  }

  /** Runs {@code task} on the callback executor or, should that refuse, elsewhere. */
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
          asCallback(task);
        } catch (Throwable t) {
          log.log(Level.WARNING, "A callback threw; nothing else is affected.", t);
        }
      }
    }
  }
}
