package ai.evolink.internal.poll;

import ai.evolink.PollContext;
import ai.evolink.internal.plan.Promise;
import ai.evolink.internal.time.Nanos;
import java.time.Duration;

/**
 * The progress of a task as answers have shown it.
 *
 * @param at when {@code progress} was first seen, since the submit
 * @param earlier the progress before; negative if there was none
 * @param earlierAt when that was last seen, since the submit
 */
record ProgressSeen(int progress, Duration at, int earlier, Duration earlierAt) {
  void describe(PollContext.Builder into) {
    into.progress(progress, at);
    if (earlier >= 0) {
      into.earlierProgress(earlier, earlierAt);
    }
  }

  /** {@return the duration that it promises, in seconds; negative if it does not} */
  double promise() {
    return Promise.of(
        earlier, Nanos.seconds(Nanos.of(earlierAt)), progress, Nanos.seconds(Nanos.of(at)));
  }
}
