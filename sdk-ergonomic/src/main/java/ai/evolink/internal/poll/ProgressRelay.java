package ai.evolink.internal.poll;

import ai.evolink.TaskSnapshot;
import ai.evolink.internal.thread.Continuations;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes each change of a task to one listener: once, in order, never concurrently. Thread-safe.
 * The listener runs on the thread that calls {@link #run}.
 */
public final class ProgressRelay implements Runnable {
  private final Consumer<? super TaskSnapshot> listener;
  private final Continuations continuations;
  private final Queue<TaskSnapshot> news = new ArrayDeque<>(2);
  private @Nullable TaskSnapshot told;
  private boolean running;
  private boolean stopped;

  ProgressRelay(Consumer<? super TaskSnapshot> listener, Continuations continuations) {
    this.listener = listener;
    this.continuations = continuations;
  }

  /** Queues {@code snapshot} if it shows a change; true if the caller must have this relay run. */
  synchronized boolean offer(TaskSnapshot snapshot) {
    TaskSnapshot before = told;
    if (stopped
        || (before != null
            && before.status().equals(snapshot.status())
            && before.progress().equals(snapshot.progress()))) {
      return false;
    }
    told = snapshot;
    news.add(snapshot);
    boolean idle = !running;
    running = true;
    return idle;
  }

  /** Drops the changes that were not passed on yet. */
  synchronized void stop() {
    stopped = true;
    news.clear();
  }

  @Override
  public void run() {
    TaskSnapshot next;
    while ((next = next()) != null) {
      try {
        listener.accept(next);
      } catch (Throwable t) {
        continuations.log().log(
            System.Logger.Level.WARNING, "A progress listener threw; the wait goes on.", t);
      }
    }
  }

  private synchronized @Nullable TaskSnapshot next() {
    TaskSnapshot next = news.poll();
    running = next != null;
    return next;
  }
}
