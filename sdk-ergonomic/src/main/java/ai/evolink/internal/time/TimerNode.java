package ai.evolink.internal.time;

/**
 * An object that {@link Timers} wake at a given time. Guarded by the lock of its {@link Timers}.
 */
public abstract class TimerNode {
  public static final int OUT = -1;

  /** The time on the clock of the {@link Timers}; meaningful while in the heap. */
  long wakeAt;

  /** The index in the heap, or {@link #OUT}. */
  int slot = OUT;

  /** Called under the lock, after removal from the heap. Must not block. */
  public abstract void wake(long now, Effects effects);
}
