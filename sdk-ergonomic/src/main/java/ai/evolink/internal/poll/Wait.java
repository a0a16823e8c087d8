package ai.evolink.internal.poll;

import ai.evolink.PollPolicy;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.thread.Callbacks;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a task: how long, how often, who listens, and the watch that it shares with the
 * other waits for the task. Guarded by the lock of the timers, except where noted. Its ends are
 * told outside of the lock, once, but for a wait that has left.
 */
public abstract class Wait {
  final PollPolicy policy;
  final @Nullable ProgressRelay relay;

  /** Null until the submit is accepted; kept after the end. Also read without the lock. */
  volatile @Nullable Watch watch;

  /** When it began to wait for the task; meaningful, as what follows, once there is a watch. */
  long begunAt;

  /** When it ends. */
  long deadline;

  /** When the task is looked at for the last time before that, unless it was just before. */
  long lookAt;

  /**
   * @param listener hears of changes; null if nobody does
   */
  public Wait(
      PollPolicy policy, @Nullable Consumer<? super TaskSnapshot> listener, Callbacks callbacks) {
    this.policy = policy;
    this.relay = listener == null ? null : new ProgressRelay(listener, callbacks);
  }

  /** {@return the task as the last successful poll saw it} Takes no lock. */
  public final Optional<TaskSnapshot> last() {
    Watch shared = watch;
    return shared == null ? Optional.empty() : Optional.ofNullable(shared.last);
  }

  /** The service has accepted the submit. */
  protected abstract void accepted(TaskHandle task);

  /** The task has ended, as {@code last} shows. */
  protected abstract void ended(TaskHandle task, TaskSnapshot last);

  /** There will be no end that this wait hears of. */
  protected abstract void failed(Throwable failure);

  /** The client was closed. */
  protected abstract void closed();
}
