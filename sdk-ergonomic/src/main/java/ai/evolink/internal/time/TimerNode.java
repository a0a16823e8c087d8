package ai.evolink.internal.time;

/**
 * Something with a time at which it wants to be woken. Guarded by the lock of its {@link Timers}.
 */
public abstract class TimerNode {
  public static final int OUT = -1;

  /** Time on the clock of the {@link Timers}; meaningful while in the heap. */
  long wakeAt;

  /** Place in the heap, or {@link #OUT}. */
  int slot = OUT;

  /** Called under the lock, once taken out of the heap. Must not block. */
  public abstract void wake(long now, Effects effects);
}
