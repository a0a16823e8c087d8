package ai.evolink;

import ai.evolink.internal.text.ResumeLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client was closed before or during the wait. A task that was submitted goes on: the message
 * contains the token that resumes it with another client.
 */
public final class ClientClosedException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final TaskFacts facts;

  private ClientClosedException() {
    super("The EvolinkClient is closed.", null, Charge.NONE, "Make a new one.");
    this.facts = TaskFacts.NONE;
  }

  /** Closed before the call: nothing was sent. */
  static ClientClosedException beforeSending() {
    return new ClientClosedException();
  }

  /**
   * Closed during the wait.
   *
   * @param task null if the submit had not been answered
   */
  ClientClosedException(@Nullable TaskHandle task) {
    super(
        task == null
            ? "The EvolinkClient was closed before the service answered the submit."
            : "The EvolinkClient was closed while it waited for task " + task.id() + ".",
        null,
        task == null ? Charge.UNKNOWN : Charge.NONE,
        task == null
            ? "If it has left, it goes on: the journal, onSubmitted or the log tells what it has bought."
            : ResumeLine.nextStep(task.toToken()));
    this.facts = TaskFacts.of(task);
  }

  /** {@return the task that was waited for; empty if there was none yet} */
  public Optional<TaskHandle> task() {
    return Optional.ofNullable(facts.task);
  }
}
