package ai.evolink.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The least there can be: a future that knows its task and when to poll, in a heap that one thread
 * watches. No deadline, no listener, no cancel, no last answer.
 */
final class FloorWaits implements PendingWaiter {
  private static final class Wait extends CompletableFuture<String> {
    final String task;
    final long pollAt;

    Wait(String task, long pollAt) {
      this.task = task;
      this.pollAt = pollAt;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private Wait[] heap = new Wait[16];
  private int size;

  FloorWaits() {
    Thread thread = new Thread(this::watch, "floor-timer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Object begin(int count) {
    Wait[] waits = new Wait[count];
    for (int i = 0; i < count; i++) {
      waits[i] = new Wait(PendingWaiter.id(i), pollAt());
      add(waits[i]);
    }
    return waits;
  }

  private static long pollAt() {
    return System.nanoTime() + TimeUnit.HOURS.toNanos(SLEEP_HOURS);
  }

  private void add(Wait wait) {
    lock.lock();
    try {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size + (size >> 1));
      }
      int slot = size++;
      while (slot > 0 && heap[(slot - 1) >> 1].pollAt - wait.pollAt > 0) {
        heap[slot] = heap[(slot - 1) >> 1];
        slot = (slot - 1) >> 1;
      }
      heap[slot] = wait;
      if (slot == 0) {
        sooner.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    lock.lock();
    try {
      while (size == 0 || heap[0].pollAt - System.nanoTime() > 0) {
        long left = size == 0 ? TimeUnit.HOURS.toNanos(1) : heap[0].pollAt - System.nanoTime();
        sooner.awaitNanos(left);
      }
      throw new IllegalStateException("a poll of " + heap[0].task + " within a measurement");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
