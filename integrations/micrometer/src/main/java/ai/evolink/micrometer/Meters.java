package ai.evolink.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** The meters of one listener, each without the tags that tell calls apart. */
final class Meters {
  final MeterRegistry registry;
  final ModelNames models;
  final MeterProvider<Timer> calls;
  final MeterProvider<LongTaskTimer> active;
  final MeterProvider<Timer> submits;
  final MeterProvider<DistributionSummary> polls;
  final MeterProvider<Counter> throttled;
  final MeterProvider<Counter> reserved;
  final MeterProvider<Counter> used;
  final MeterProvider<Counter> saved;

  Meters(MeterRegistry registry, Tags tags, int maxUnlistedModels) {
    this.registry = registry;
    this.models = new ModelNames(maxUnlistedModels);
    this.calls =
        Timer.builder("evolink.calls")
            .description("Calls, from their start to their end")
            .tags(tags)
            .withRegistry(registry);
    this.active =
        LongTaskTimer.builder("evolink.calls.active")
            .description("Calls that have not ended")
            .tags(tags)
            .withRegistry(registry);
    this.submits =
        Timer.builder("evolink.submits")
            .description("Submits, from the call to the answer")
            .tags(tags)
            .withRegistry(registry);
    this.polls =
        DistributionSummary.builder("evolink.polls")
            .description("Polls of each wait")
            .tags(tags)
            .withRegistry(registry);
    this.throttled =
        Counter.builder("evolink.throttled")
            .description("Submits and polls that were answered with 429")
            .tags(tags)
            .withRegistry(registry);
    this.reserved =
        Counter.builder("evolink.credits.reserved")
            .description("Credits that accepted submits reserved")
            .tags(tags)
            .withRegistry(registry);
    this.used =
        Counter.builder("evolink.credits.used")
            .description("Credits that completed tasks cost")
            .tags(tags)
            .withRegistry(registry);
    this.saved =
        Counter.builder("evolink.files.saved")
            .description("Results that were saved to disk")
            .tags(tags)
            .withRegistry(registry);
  }
}
