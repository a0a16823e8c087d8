package ai.evolink.internal.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The continuation executor: one that the caller provides, which is never shut down here, or a
 * thread pool of the client. That pool has 64 threads. It grows while all of them are blocked and
 * tasks are queued, so that a blocked continuation delays no other one.
 */
public final class ContinuationThreads implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int MOST_THREADS = 4096;
  private static final int IDLE_SECONDS = 5;
  private static final int LOOK_EVERY_MILLIS = 50;

  private final Executor executor;
  private final @Nullable ThreadPoolExecutor own;
  private final AtomicBoolean looking = new AtomicBoolean();

  public ContinuationThreads(@Nullable Executor callers) {
    if (callers != null) {
      this.executor = callers;
      this.own = null;
    } else {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              THREADS,
              THREADS,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              new DaemonThreads("evolink-continuation"));
      pool.setMaximumPoolSize(MOST_THREADS); // reached by raising the core size
      pool.allowCoreThreadTimeOut(true);
      this.own = pool;
      this.executor =
          task -> {
            pool.execute(task);
            lookAfter(pool);
          };
    }
  }

  /** Checks the queue periodically, as long as it is not empty. */
  private void lookAfter(ThreadPoolExecutor pool) {
    if (!pool.getQueue().isEmpty() && looking.compareAndSet(false, true)) {
      lookLater(pool);
    }
  }

  private void lookLater(ThreadPoolExecutor pool) {
    long before = pool.getCompletedTaskCount();
    CompletableFuture.delayedExecutor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
        .execute(() -> look(pool, before));
  }

  private void look(ThreadPoolExecutor pool, long completedBefore) {
    if (pool.getQueue().isEmpty()) {
      pool.setCorePoolSize(Math.max(THREADS, Math.min(MOST_THREADS, pool.getActiveCount())));
      looking.set(false);
      lookAfter(pool); // for tasks that were queued meanwhile
      return;
    }
    if (pool.getCompletedTaskCount() == completedBefore) {
      pool.setCorePoolSize(Math.min(MOST_THREADS, pool.getPoolSize() + THREADS));
    }
    lookLater(pool);
  }

  public Executor executor() {
    return executor;
  }

  /**
   * {@return whether the executor is the client's own, so that continuations may run on other
   * threads of the client too}
   */
  public boolean areOwn() {
    return own != null;
  }

  /**
   * Lets tasks that were already submitted run; the threads end afterwards. Does nothing to an
   * executor that the caller provides.
   */
  @Override
  public void close() {
    if (own != null) {
      own.shutdown();
    }
  }
}
