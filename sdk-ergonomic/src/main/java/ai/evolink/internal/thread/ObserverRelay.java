package ai.evolink.internal.thread;

import ai.evolink.CallListener;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one observer of what happens to its call: in order, never concurrently, and on the
 * continuation executor, so that nothing waits for foreign code. Thread-safe.
 */
public final class ObserverRelay implements Runnable {
  private final CallListener.Observer observer;
  private final Continuations continuations;
  private final Queue<Consumer<CallListener.Observer>> news = new ArrayDeque<>(2);
  private boolean running;

  public ObserverRelay(CallListener.Observer observer, Continuations continuations) {
    this.observer = observer;
    this.continuations = continuations;
  }

  /** Has the observer be told, soon. */
  public void tell(Consumer<CallListener.Observer> event) {
    synchronized (this) {
      news.add(event);
      if (running) {
        return;
      }
      running = true;
    }
    continuations.execute(this);
  }

  @Override
  public void run() {
    Consumer<CallListener.Observer> next;
    while ((next = next()) != null) {
      try {
        next.accept(observer);
      } catch (Throwable t) {
        continuations.log().log(Level.WARNING, "A call listener threw; the call goes on.", t);
      }
    }
  }

  private synchronized @Nullable Consumer<CallListener.Observer> next() {
    Consumer<CallListener.Observer> next = news.poll();
    running = next != null;
    return next;
  }
}
