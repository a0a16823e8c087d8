package ai.evolink;

import ai.evolink.internal.text.Durations;
import java.time.Duration;

/**
 * {@link EvolinkFuture#result(Duration)} ran out of time on a call other than a wait for a task,
 * for which it throws {@link TaskTimeoutException}. The call itself goes on: its future can be
 * asked again, and the handle of a submit that is accepted meanwhile goes to {@code onSubmitted}.
 */
public final class ResultTimeoutException extends EvolinkException {
  private static final long serialVersionUID = 1L;

  private final Duration atMost;

  ResultTimeoutException(Duration atMost) {
    super(
        "There was no answer within " + Durations.words(atMost) + ".",
        null,
        Charge.UNKNOWN,
        true,
        null,
        "The call goes on: ask its future for the result again, or cancel it.");
    this.atMost = atMost;
  }

  /** {@return how long the caller was willing to block} */
  public Duration atMost() {
    return atMost;
  }
}
