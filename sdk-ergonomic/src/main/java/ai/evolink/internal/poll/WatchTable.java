package ai.evolink.internal.poll;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches by task id: a hash table whose entries are the watches themselves, which saves 40
 * bytes per wait compared with a {@code HashMap}. Guarded by the lock of the timers.
 */
public final class WatchTable {
  private static final int FIRST_CAPACITY = 16;

  private @Nullable Watch[] buckets = new Watch[FIRST_CAPACITY];
  private int size;

  @Nullable Watch get(String id) {
    Watch at = buckets[bucket(id)];
    while (at != null && !at.task.id().equals(id)) {
      at = at.nextInBucket;
    }
    return at;
  }

  /** Adds a watch whose id must not be in the table. */
  void add(Watch watch) {
    if (size == buckets.length) {
      resize(2 * size);
    }
    link(watch);
    size++;
  }

  /** Removes {@code watch} if it is in the table. */
  void remove(Watch watch) {
    int bucket = bucket(watch.task.id());
    Watch before = null;
    Watch at = buckets[bucket];
    while (at != null && at != watch) {
      before = at;
      at = at.nextInBucket;
    }
    if (at == null) {
      return;
    }
    if (before == null) {
      buckets[bucket] = at.nextInBucket;
    } else {
      before.nextInBucket = at.nextInBucket;
    }
    at.nextInBucket = null;
    size--;
    if (size == 0 && buckets.length > FIRST_CAPACITY) {
      buckets = new Watch[FIRST_CAPACITY];
    }
  }

  int size() {
    return size;
  }

  void forEach(Consumer<Watch> action) {
    for (Watch head : buckets) {
      for (Watch at = head; at != null; at = at.nextInBucket) {
        action.accept(at);
      }
    }
  }

  private void resize(int capacity) {
    @Nullable Watch[] old = buckets;
    buckets = new Watch[capacity];
    for (Watch head : old) {
      Watch at = head;
      while (at != null) {
        Watch next = at.nextInBucket;
        link(at);
        at = next;
      }
    }
  }

  private void link(Watch watch) {
    int bucket = bucket(watch.task.id());
    watch.nextInBucket = buckets[bucket];
    buckets[bucket] = watch;
  }

  private int bucket(String id) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 16)) & (buckets.length - 1);
  }
}
