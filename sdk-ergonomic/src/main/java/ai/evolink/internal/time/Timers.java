package ai.evolink.internal.time;

import ai.evolink.WaitClock;
import java.lang.System.Logger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The timers of one client: a binary heap driven by a single alarm. Its lock also guards the state
 * of all waits of the client. State changes are made under the lock; anything that may block, call
 * foreign code or take long is an {@link Effects effect} that runs after it was released. Effects
 * only start such work on other threads, so that the thread of the alarm is not held up.
 */
public final class Timers implements AutoCloseable {
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * Timers that are later than this were not delayed by load: the machine was suspended or the
   * process stopped.
   */
  private static final long JUMP = TimeUnit.SECONDS.toNanos(5);

  private static final long AFTER_ALARM_FAILURE_MILLIS = 1000;
  private static final int FIRST_CAPACITY = 16;

  private final WaitClock clock;
  private final Later later;
  private final Logger log;
  private final long origin;
  private final WaitClock.Alarm alarm;
  private final ReentrantLock lock = new ReentrantLock();
  private TimerNode[] heap = new TimerNode[FIRST_CAPACITY];
  private int size;
  private long alarmAt = NEVER;
  private long jumpedAt = Long.MIN_VALUE;
  private boolean closed;
  private Change finish = (now, effects) -> {};

  /** Runs tasks that outlive the timers. */
  public interface Later {
    /** The timer thread of the JDK. */
    Later JDK =
        (nanos, executor, task) ->
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(task);

    /** Has {@code executor} run {@code task} after {@code nanos}. */
    void run(long nanos, Executor executor, Runnable task);
  }

  public Timers(WaitClock clock, Logger log) {
    this(clock, Later.JDK, log);
  }

  /**
   * @param later runs the tasks of {@link #schedule} that are left when these timers are closed
   */
  public Timers(WaitClock clock, Later later, Logger log) {
    this.clock = clock;
    this.later = later;
    this.log = log;
    this.origin = clock.nanoTime();
    // The alarm has gone off, possibly a little early, so it must be set again.
    this.alarm = clock.alarm(() -> transact((now, effects) -> alarmAt = NEVER));
  }

  /** A change of state, made under the lock. */
  public interface Change {
    void apply(long now, Effects effects);
  }

  /** {@return nanoseconds since these timers were made} */
  public long now() {
    return clock.nanoTime() - origin;
  }

  /**
   * {@return the time of day} That of the machine if the caller's clock throws: what an answer says
   * about money must not be lost with it.
   */
  public Instant instant() {
    try {
      return clock.instant();
    } catch (Throwable e) {
      log.log(Logger.Level.WARNING, "The clock threw; the time of the machine is taken.", e);
      return WaitClock.system().instant();
    }
  }

  /**
   * {@return the time {@code delay} nanoseconds after {@code now}; {@link #NEVER} if that
   * overflows}
   */
  public static long after(long now, long delay) {
    long at = now + delay;
    return at < now ? NEVER : at;
  }

  /**
   * Applies {@code change}, wakes all nodes that are due, sets the alarm, and then runs the effects
   * without the lock.
   */
  public void transact(Change change) {
    Effects effects = new Effects();
    lock.lock();
    try {
      long now = now();
      if (size > 0 && now - heap[0].wakeAt > JUMP) {
        jumpedAt = now;
      }
      change.apply(now, effects);
      while (size > 0 && heap[0].wakeAt <= now) {
        TimerNode due = heap[0];
        remove(due);
        due.wake(now, effects);
      }
      finish.apply(now, effects);
    } finally {
      try {
        setAlarm();
      } finally {
        lock.unlock();
        effects.run(log);
      }
    }
  }

  /**
   * {@return when these timers last noticed that they had been late by more than a few seconds, as
   * on a machine that was suspended} Far in the past if never. The caller holds the lock.
   */
  public long jumpedAt() {
    return jumpedAt;
  }

  /**
   * Sets the action that ends every change, after all due nodes were woken. Called once, before the
   * first use.
   */
  public void finishWith(Change finish) {
    this.finish = finish;
  }

  /**
   * Wakes {@code node} at the time {@code at}, replacing an earlier setting. The caller holds the
   * lock.
   */
  public void set(TimerNode node, long at) {
    if (at == NEVER) {
      remove(node);
      return;
    }
    if (node.slot == TimerNode.OUT) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size + (size >> 1));
      }
      node.wakeAt = at;
      up(size++, node);
    } else {
      boolean sooner = at < node.wakeAt;
      node.wakeAt = at;
      if (sooner) {
        up(node.slot, node);
      } else {
        down(node.slot, node);
      }
    }
  }

  /** Removes {@code node} if it is in the heap. The caller holds the lock. */
  @SuppressWarnings("NullAway") // slots from size on are empty
  public void remove(TimerNode node) {
    int slot = node.slot;
    if (slot == TimerNode.OUT) {
      return;
    }
    node.slot = TimerNode.OUT;
    TimerNode last = heap[--size];
    heap[size] = null;
    if (last != node) {
      if (slot > 0 && last.wakeAt < heap[(slot - 1) >> 1].wakeAt) {
        up(slot, last);
      } else {
        down(slot, last);
      }
    }
    if (size == 0 && heap.length > FIRST_CAPACITY) {
      heap = new TimerNode[FIRST_CAPACITY];
    }
  }

  /** {@return the number of nodes that wait to be woken} */
  public int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs {@code task} on {@code executor} after {@code nanos}.
   *
   * @return an action that cancels the task
   */
  public Runnable schedule(long nanos, Executor executor, Runnable task) {
    OneShot shot = new OneShot(executor, task);
    boolean[] refused = new boolean[1];
    transact(
        (now, effects) -> {
          refused[0] = closed;
          if (!closed) {
            set(shot, after(now, Math.max(0, nanos)));
          }
        });
    if (refused[0]) {
      // Timeouts of stages that outlive the client use the timer thread of the JDK.
      shot.outlive(later, nanos);
    }
    return () -> {
      shot.cancelled = true;
      transact((now, effects) -> remove(shot));
    };
  }

  /**
   * Stops the alarm. Nodes are dropped; tasks of {@link #schedule} continue as {@link Later} says.
   */
  @Override
  @SuppressWarnings("NullAway") // slots from size on are empty
  public void close() {
    List<OneShot> left = new ArrayList<>();
    long now;
    lock.lock();
    try {
      closed = true;
      now = now();
      for (int i = 0; i < size; i++) {
        heap[i].slot = TimerNode.OUT;
        if (heap[i] instanceof OneShot shot) {
          left.add(shot);
        }
        heap[i] = null;
      }
      size = 0;
    } finally {
      lock.unlock();
    }
    alarm.close();
    left.forEach(shot -> shot.outlive(later, shot.wakeAt - now));
  }

  private void setAlarm() {
    long next = size == 0 ? NEVER : heap[0].wakeAt;
    long now = now();
    if (closed || (next == alarmAt && next > now)) {
      return; // already set, and has not gone off yet
    }
    alarmAt = NEVER; // until it has been set successfully
    try {
      if (next == NEVER) {
        alarm.off();
      } else {
        alarm.ringAt(origin + next);
        alarmAt = next;
      }
    } catch (RuntimeException | OutOfMemoryError e) { // "unable to create native thread"
      alarmFailed(e);
    }
  }

  /**
   * Tries again in a second if the alarm could not be set: nothing else would wake these timers.
   */
  private void alarmFailed(Throwable failure) {
    log.log(Logger.Level.ERROR, "The alarm of the waits could not be set; trying again.", failure);
    try {
      CompletableFuture.delayedExecutor(AFTER_ALARM_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> transact((now, effects) -> {}));
    } catch (RuntimeException | OutOfMemoryError e) {
      log.log(Logger.Level.ERROR, "Waits go on at the next call of this client.", e);
    }
  }

  private void up(int slot, TimerNode node) {
    while (slot > 0) {
      int parent = (slot - 1) >> 1;
      if (heap[parent].wakeAt <= node.wakeAt) {
        break;
      }
      place(slot, heap[parent]);
      slot = parent;
    }
    place(slot, node);
  }

  private void down(int slot, TimerNode node) {
    while (true) {
      int child = 2 * slot + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].wakeAt < heap[child].wakeAt) {
        child++;
      }
      if (node.wakeAt <= heap[child].wakeAt) {
        break;
      }
      place(slot, heap[child]);
      slot = child;
    }
    place(slot, node);
  }

  private void place(int slot, TimerNode node) {
    heap[slot] = node;
    node.slot = slot;
  }

  private static final class OneShot extends TimerNode {
    private final Executor executor;
    private final Runnable task;
    private volatile boolean cancelled;

    OneShot(Executor executor, Runnable task) {
      this.executor = executor;
      this.task = task;
    }

    @Override
    public void wake(long now, Effects effects) {
      effects.add(() -> executor.execute(task));
    }

    void outlive(Later later, long nanos) {
      later.run(
          Math.max(0, nanos),
          executor,
          () -> {
            if (!cancelled) {
              task.run();
            }
          });
    }
  }
}
