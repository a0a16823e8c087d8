package ai.evolink.micrometer;

import ai.evolink.Artifact;
import ai.evolink.CallListener.Call;
import ai.evolink.CallListener.Observer;
import ai.evolink.CallListener.Operation;
import ai.evolink.Generation;
import ai.evolink.Outcome;
import ai.evolink.Poll;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call, on its way into the meters. */
final class MeteredCall implements Observer {
  private final Meters meters;
  private final Operation operation;
  private final String kind;
  private final Timer.Sample begun;
  private final LongTaskTimer.Sample active;
  private @Nullable String model;
  private int polls;

  MeteredCall(Meters meters, Call call) {
    this.meters = meters;
    this.operation = call.operation();
    this.kind = word(call.kind());
    this.model = call.model().orElse(null);
    this.begun = Timer.start(meters.registry);
    this.active = meters.active.withTags("operation", word(operation), "kind", kind).start();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void accepted(TaskHandle task) {
    know(task.model().orElse(null));
    meters.models.take(model);
    submitted(Results.of(task), null);
    if (!task.isReplayed()) {
      add(meters.reserved, task.creditsReserved().orElse(BigDecimal.ZERO));
    }
    if (operation == Operation.SUBMIT) {
      end(Results.of(task), null);
    }
  }

  @Override
  public void refused(RuntimeException why) {
    submitted(Results.ofRefusal(why), why);
    end(Results.ofRefusal(why), why);
  }

  @Override
  public void uncertain(SubmissionUncertainException why) {
    submitted(Results.UNCERTAIN, why);
    end(Results.UNCERTAIN, why);
  }

  @Override
  public void throttled() {
    meters.throttled.withTags(ofWait()).increment();
  }

  @Override
  public void polled(Poll poll) {
    polls++;
  }

  @Override
  public void ended(Outcome outcome) {
    know(Results.model(outcome));
    if (outcome instanceof Outcome.Completed) {
      meters.models.take(model);
    }
    outcome.result().flatMap(Generation::creditsUsed).ifPresent(used -> add(meters.used, used));
    meters.polls.withTags(ofWait()).record(polls);
    end(Results.of(outcome), outcome.problem().orElse(null));
  }

  @Override
  public void saved(Artifact artifact, Path file) {
    meters.saved.withTags(ofMedium()).increment();
  }

  /** A task that is followed by its id has no model until the service names it. */
  private void know(@Nullable String told) {
    if (model == null) {
      model = told;
    }
  }

  private void submitted(String outcome, @Nullable Throwable error) {
    begun.stop(
        meters.submits.withTags(
            ofMedium().and("outcome", outcome).and("error", Results.error(error))));
  }

  private void end(String outcome, @Nullable Throwable error) {
    active.stop();
    begun.stop(
        meters.calls.withTags(ofWait().and("outcome", outcome).and("error", Results.error(error))));
  }

  private void add(MeterProvider<Counter> counter, BigDecimal credits) {
    if (credits.signum() > 0) {
      counter.withTags(ofMedium()).increment(credits.doubleValue());
    }
  }

  private Tags ofMedium() {
    return Tags.of("kind", kind, "model", meters.models.of(model));
  }

  private Tags ofWait() {
    return ofMedium().and("operation", word(operation));
  }
}
