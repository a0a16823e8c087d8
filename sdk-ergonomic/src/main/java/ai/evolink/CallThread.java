package ai.evolink;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One of the {@link CallThreads}. All of its state belongs to the thread itself. */
final class CallThread extends Thread {
  private final CallThreads owner;
  private boolean calling;
  private @Nullable Runnable continuation;

  private CallThread(CallThreads owner, Runnable task, String name) {
    super(task, name);
    this.owner = owner;
    setDaemon(true);
  }

  /** Makes a call, and returns what is to follow it. */
  @Nullable Runnable make(CallThreads.Job job) {
    calling = true;
    try {
      job.run();
    } catch (Throwable t) {
      getUncaughtExceptionHandler().uncaughtException(this, t);
    } finally {
      calling = false;
    }
    Runnable next = continuation;
    continuation = null;
    return next;
  }

  boolean mayTake(CallThreads asking) {
    return calling && owner == asking && continuation == null;
  }

  void take(Runnable next) {
    continuation = next;
  }

  /** Makes threads that never keep the JVM alive. */
  static final class Factory implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();
    private final CallThreads owner;

    Factory(CallThreads owner) {
      this.owner = owner;
    }

    @Override
    public Thread newThread(Runnable task) {
      return new CallThread(owner, task, "evolink-http-" + count.incrementAndGet());
    }
  }
}
