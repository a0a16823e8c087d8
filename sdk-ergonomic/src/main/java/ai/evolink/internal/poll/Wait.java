package ai.evolink.internal.poll;

import ai.evolink.PollPolicy;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.thread.ObserverRelay;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a task: its deadline, its policy, its listener, and the watch that it shares with
 * the other waits for the task. Guarded by the lock of the timers, except where noted. The methods
 * that report how the task or the wait ended are called without the lock, exactly once; a wait that
 * has left may get no such call.
 */
public abstract class Wait {
  final PollPolicy policy;
  final @Nullable ProgressRelay relay;
  protected final @Nullable ObserverRelay observer;

  /**
   * Null until the submit is accepted; kept after the wait has ended. Also read without the lock.
   */
  volatile @Nullable Watch watch;

  /** When the wait began; like the following fields, meaningful once there is a watch. */
  long begunAt;

  /** When the wait ends, on the clock of the timers. */
  long deadline;

  /** When the last poll before the deadline is due, unless there was one just before. */
  long lookAt;

  /**
   * @param listener is called for changes; null if there is none
   * @param observer is told of polls; null if there is none
   */
  public Wait(
      PollPolicy policy,
      @Nullable Consumer<? super TaskSnapshot> listener,
      @Nullable ObserverRelay observer,
      Continuations continuations) {
    this.policy = policy;
    this.observer = observer;
    this.relay = listener == null ? null : new ProgressRelay(listener, continuations);
  }

  /**
   * {@return the task as the last successful poll saw it; empty if there was none} Takes no lock.
   */
  public final Optional<TaskSnapshot> last() {
    Watch shared = watch;
    return shared == null ? Optional.empty() : Optional.ofNullable(shared.last);
  }

  /** The service has accepted the submit. */
  protected abstract void accepted(TaskHandle task);

  /** The task has ended; {@code last} is its final state. */
  protected abstract void ended(TaskHandle task, TaskSnapshot last);

  /** The wait has failed, without the end of its task. */
  protected abstract void failed(Throwable failure);

  /** The client was closed. */
  protected abstract void closed();
}
