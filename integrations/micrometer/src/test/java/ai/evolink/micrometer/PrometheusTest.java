package ai.evolink.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus makes of the meters, and whether the dashboard asks for what it has. */
class PrometheusTest {
  private static final Pattern ASKED = Pattern.compile("\\bevolink_\\w+");
  private static final Pattern TOLD = Pattern.compile("(?m)^(\\w+)[{ ]");

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  @Test
  void scrapeHasEveryMeterOfBothListenersAndAllThatTheDashboardAsksFor(@TempDir Path folder)
      throws Exception {
    registry.config().onMeterRegistrationFailed((id, why) -> refused.add(why));
    useBoth(folder);
    Awaits.until("both ends", () -> registry.scrape().contains("evolink_files_saved_total{"));

    String scrape = registry.scrape();
    Set<String> told = names(TOLD, scrape, 1);
    Set<String> asked = names(ASKED, Files.readString(Path.of("grafana-dashboard.json")), 0);

    assertThat(refused).isEmpty();
    assertThat(told).contains("gen_ai_client_operation_duration_seconds_count");
    assertThat(asked).hasSizeGreaterThan(8);
    assertThat(told).containsAll(asked);
  }

  /** What the dashboard takes for the number of calls in flight. */
  @Test
  void activeCallsAreTheCountOfTheirTimer() {
    emulator.outcome(TaskOutcome.stuck());
    try (EvolinkClient evolink =
        EvolinkClient.builder("sk-test")
            .baseUrl(emulator.url())
            .callListener(EvolinkMetrics.of(registry))
            .build()) {
      evolink.images().generate(ImageRequest.of("A cat"), Waits.OFTEN).submitted().result();

      assertThat(registry.scrape())
          .contains(
              "evolink_calls_active_seconds_count{kind=\"image\",operation=\"generate\"} 1\n");
    }
  }

  private void useBoth(Path folder) {
    ObservationRegistry observations = ObservationRegistry.create();
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(registry));
    emulator.inject(Fault.status(429).on(ApiOperation.SUBMITS).once());
    try (EvolinkClient evolink =
        EvolinkClient.builder("sk-test")
            .baseUrl(emulator.url())
            .callListener(EvolinkObservations.of(observations))
            .callListener(EvolinkMetrics.of(registry))
            .build()) {
      evolink
          .images()
          .generate(ImageRequest.of("A cat"), Waits.OFTEN)
          .result()
          .only()
          .saveTo(folder.resolve("cat.png"));
      evolink
          .tasks()
          .follow(evolink.images().submit(ImageRequest.of("A dog")).result(), Waits.OFTEN)
          .result();
    }
  }

  private static Set<String> names(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
