package ai.evolink.micrometer;

import ai.evolink.CallListener.Observer;
import ai.evolink.CallListener.Operation;
import ai.evolink.Outcome;
import ai.evolink.Poll;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import io.micrometer.observation.Observation;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One call, as an observation that has been started. */
final class ObservedCall implements Observer {
  private static final Observation.Event ACCEPTED = Observation.Event.of("accepted");
  private static final Observation.Event THROTTLED = Observation.Event.of("throttled");

  private final Observation observation;
  private final EvolinkObservationContext context;

  ObservedCall(Observation observation, EvolinkObservationContext context) {
    this.observation = observation;
    this.context = context;
  }

  @Override
  public void accepted(TaskHandle task) {
    context.accepted(task);
    observation.event(ACCEPTED);
    if (context.call().operation() == Operation.SUBMIT) {
      stop(Results.of(task), null);
    }
  }

  @Override
  public void refused(RuntimeException why) {
    stop(Results.ofRefusal(why), why);
  }

  @Override
  public void uncertain(SubmissionUncertainException why) {
    stop(Results.UNCERTAIN, why);
  }

  @Override
  public void throttled() {
    observation.event(THROTTLED);
  }

  @Override
  public void polled(Poll poll) {
    context.polled();
  }

  @Override
  public void ended(Outcome outcome) {
    context.ended(outcome);
    stop(Results.of(outcome), outcome.problem().orElse(null));
  }

  private void stop(String outcome, @Nullable RuntimeException problem) {
    context.outcome(outcome);
    if (problem != null && !(problem instanceof CancellationException)) {
      observation.error(problem);
    }
    observation.stop();
  }
}
