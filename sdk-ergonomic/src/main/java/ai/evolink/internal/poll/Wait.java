package ai.evolink.internal.poll;

import ai.evolink.PollPolicy;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.ObserverRelay;
import ai.evolink.internal.time.Timers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a task: its deadline, its policy, its listener, and the watch that it shares with
 * the other waits for the task. Guarded by the lock of the timers, except where noted. The methods
 * that report how the task or the wait ended are called without the lock, exactly once; a wait that
 * has left may get no such call.
 */
public abstract class Wait {
  final @Nullable ProgressRelay relay;
  protected final @Nullable ObserverRelay observer;

  /** Null until the submit is accepted; kept after the wait has ended. */
  @Nullable Watch watch;

  /** When the wait ends, on the clock of the timers; meaningful once there is a watch. */
  long deadline;

  /** When the last poll before the deadline is due; meaningful once there is a watch. */
  long lookAt;

  /**
   * @param listener is called for changes; null if there is none
   * @param observer is told of polls; null if there is none
   */
  public Wait(
      @Nullable Consumer<? super TaskSnapshot> listener,
      @Nullable ObserverRelay observer,
      Continuations continuations) {
    this.observer = observer;
    this.relay = listener == null ? null : new ProgressRelay(listener, continuations);
  }

  /**
   * {@return when the last poll before the deadline is due, if the last one began at {@code
   * looked}; {@link Timers#NEVER} if that was late enough}
   */
  final long nextLook(long looked) {
    return looked < lookAt ? lookAt : Timers.NEVER;
  }

  protected abstract PollPolicy policy();

  /** {@return how long the wait for {@code task} lasts until its deadline} */
  protected abstract Duration length(TaskHandle task);

  /** The service has accepted the submit. */
  protected abstract void accepted(TaskHandle task);

  /** The task has ended; {@code last} is its final state. */
  protected abstract void ended(TaskHandle task, TaskSnapshot last);

  /** The wait has failed, without the end of its task. */
  protected abstract void failed(Throwable failure);

  /** The client was closed. */
  protected abstract void closed();
}
