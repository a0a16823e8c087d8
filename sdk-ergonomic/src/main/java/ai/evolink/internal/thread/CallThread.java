package ai.evolink.internal.thread;

import org.jspecify.annotations.Nullable;

/** One of the {@link CallThreads}. Its state is used only by the thread itself. */
public final class CallThread extends Thread {
  private final CallThreads owner;
  private boolean calling;
  private @Nullable Runnable continuation;

  CallThread(CallThreads owner, Runnable task) {
    super(task);
    this.owner = owner;
  }

  /**
   * Runs the job of a call, and returns the continuation that is to run after it; null if there is
   * none.
   */
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
}
