package ai.evolink.internal.poll;

import ai.evolink.internal.time.TimerNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The watches whose polls are due while the poll budget is exhausted, the most urgent first: a
 * binary heap ordered by {@link Watch#urgency}. Guarded by the lock of the timers.
 */
public final class ReadyQueue {
  private Watch[] heap = new Watch[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(Watch watch) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size + (size >> 1));
    }
    up(size++, watch);
  }

  @Nullable Watch poll() {
    if (size == 0) {
      return null;
    }
    Watch first = heap[0];
    remove(first);
    return first;
  }

  /** Removes {@code watch} if it is in the queue. */
  @SuppressWarnings("NullAway") // slots from size on are empty
  void remove(Watch watch) {
    int slot = watch.queueSlot;
    if (slot == TimerNode.OUT) {
      return;
    }
    watch.queueSlot = TimerNode.OUT;
    Watch last = heap[--size];
    heap[size] = null;
    if (last != watch) {
      if (slot > 0 && last.urgency < heap[(slot - 1) >> 1].urgency) {
        up(slot, last);
      } else {
        down(slot, last);
      }
    }
  }

  private void up(int slot, Watch watch) {
    int at = slot;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (heap[parent].urgency <= watch.urgency) {
        break;
      }
      place(at, heap[parent]);
      at = parent;
    }
    place(at, watch);
  }

  private void down(int slot, Watch watch) {
    int at = slot;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].urgency < heap[child].urgency) {
        child++;
      }
      if (watch.urgency <= heap[child].urgency) {
        break;
      }
      place(at, heap[child]);
      at = child;
    }
    place(at, watch);
  }

  private void place(int slot, Watch watch) {
    heap[slot] = watch;
    watch.queueSlot = slot;
  }
}
