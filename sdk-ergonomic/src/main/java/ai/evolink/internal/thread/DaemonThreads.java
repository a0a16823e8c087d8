package ai.evolink.internal.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes named daemon threads, which never keep the JVM alive. */
public final class DaemonThreads implements ThreadFactory {
  private final AtomicInteger count = new AtomicInteger();
  private final String prefix;
  private final Function<Runnable, Thread> kind;

  public DaemonThreads(String prefix) {
    this(prefix, Thread::new);
  }

  /**
   * @param kind makes the thread for a task
   */
  public DaemonThreads(String prefix, Function<Runnable, Thread> kind) {
    this.prefix = prefix;
    this.kind = kind;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = kind.apply(task);
    thread.setName(prefix + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
