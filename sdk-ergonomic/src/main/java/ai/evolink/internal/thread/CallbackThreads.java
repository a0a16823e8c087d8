package ai.evolink.internal.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The continuation executor: one that the caller provides, which is never shut down here, or a
 * thread pool of the client.
 */
public final class CallbackThreads implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int IDLE_SECONDS = 5;

  private final Executor executor;
  private final @Nullable ThreadPoolExecutor own;

  public CallbackThreads(@Nullable Executor callers) {
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
              new DaemonThreads("evolink-callback"));
      pool.allowCoreThreadTimeOut(true);
      this.executor = pool;
      this.own = pool;
    }
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
