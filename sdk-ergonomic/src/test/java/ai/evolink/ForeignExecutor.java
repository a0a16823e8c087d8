package ai.evolink;

import ai.evolink.internal.thread.DaemonThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Continuation executors as callers may have them. */
enum ForeignExecutor {
  DIRECT(true),
  POOL(true),
  ONE_THREAD(true),
  /** Takes everything and gets to nothing. */
  BUSY(false),
  /** Its only thread is blocked. */
  ONE_BLOCKED_THREAD(false),
  /** Blocks whoever hands it a task, as one with a full queue may. */
  BLOCKING(false),
  REJECTING(true),
  /** Shut down once continuations have been added, before the future ends. */
  SHUT_DOWN_IN_BETWEEN(true),
  THROWING_AFTER_RUNNING(true);

  /** Whether continuations can be expected to run. */
  final boolean runs;

  ForeignExecutor(boolean runs) {
    this.runs = runs;
  }

  Opened open() {
    return new Opened(this);
  }

  /** An executor of that kind, until it is closed. */
  static final class Opened implements Executor, AutoCloseable {
    private final ForeignExecutor kind;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Runnable> never = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;

    private Opened(ForeignExecutor kind) {
      this.kind = kind;
      DaemonThreads factory = new DaemonThreads("callback");
      threads =
          kind == ONE_BLOCKED_THREAD || kind == ONE_THREAD
              ? Executors.newSingleThreadExecutor(factory)
              : Executors.newCachedThreadPool(factory);
      if (kind == ONE_BLOCKED_THREAD) {
        threads.execute(this::block);
      }
    }

    private void block() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** To be called after continuations were added, and before the future ends. */
    void beforeTheEnd() {
      if (kind == SHUT_DOWN_IN_BETWEEN) {
        threads.shutdown();
      }
    }

    @Override
    public void execute(Runnable task) {
      switch (kind) {
        case DIRECT -> task.run();
        case BUSY -> never.add(task);
        case BLOCKING -> block();
        case REJECTING -> throw new RejectedExecutionException("full");
        case THROWING_AFTER_RUNNING -> {
          task.run();
          throw new IllegalStateException("after running");
        }
        default -> threads.execute(task);
      }
    }

    @Override
    public void close() {
      closed.countDown();
      threads.shutdownNow();
    }
  }
}
