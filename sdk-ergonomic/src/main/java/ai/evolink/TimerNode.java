package ai.evolink;

/**
 * Something with a time at which it wants to be woken. Guarded by the lock of its {@link Timers}.
 */
abstract class TimerNode {
  static final int OUT = -1;

  /** Time on the clock of the {@link Timers}; meaningful while in the heap. */
  long wakeAt;

  /** Place in the heap, or {@link #OUT}. */
  int slot = OUT;

  /** Called under the lock, once taken out of the heap. Must not block. */
  abstract void wake(long now, Effects effects);
}
