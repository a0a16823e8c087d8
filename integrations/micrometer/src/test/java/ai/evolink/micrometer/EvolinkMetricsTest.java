package ai.evolink.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.Mode;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import ai.evolink.model.ImageModel;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EvolinkMetricsTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final String CAT_MODEL = "gemini-2.5-flash-image";

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EvolinkClient evolink = metered(EvolinkMetrics.of(registry)).build();

  private static EvolinkClient.Builder metered(EvolinkMetrics metrics) {
    return EvolinkClient.builder("sk-test").baseUrl(emulator.url()).callListener(metrics);
  }

  @AfterEach
  void close() {
    evolink.close();
  }

  @Test
  void generatedAndSavedImageIsInEveryMeter(@TempDir Path folder) {
    evolink.images().generate(CAT, Waits.OFTEN).result().only().saveTo(folder.resolve("cat.png"));
    awaits("evolink.files.saved");

    Tags medium = Tags.of("kind", "image", "model", CAT_MODEL);
    Tags call = medium.and("operation", "generate");
    Timer calls =
        registry
            .get("evolink.calls")
            .tags(call.and("outcome", "completed", "error", "none"))
            .timer();
    Timer submits =
        registry
            .get("evolink.submits")
            .tags(medium.and("outcome", "accepted", "error", "none"))
            .timer();
    assertThat(calls.count()).isEqualTo(1);
    assertThat(submits.count()).isEqualTo(1);
    assertThat(calls.totalTime(TimeUnit.NANOSECONDS))
        .isGreaterThan(submits.totalTime(TimeUnit.NANOSECONDS));
    assertThat(registry.get("evolink.polls").tags(call).summary().count()).isEqualTo(1);
    assertThat(registry.get("evolink.polls").tags(call).summary().totalAmount())
        .isGreaterThanOrEqualTo(1);
    assertThat(registry.get("evolink.credits.reserved").tags(medium).counter().count())
        .isEqualTo(1.6);
    assertThat(registry.get("evolink.credits.used").tags(medium).counter().count()).isEqualTo(1.6);
    assertThat(registry.get("evolink.files.saved").tags(medium).counter().count()).isEqualTo(1);
    assertThat(active()).isZero();
    assertThat(registry.find("evolink.throttled").counter()).isNull();
  }

  @Test
  void refusalIsCountedWithItsReason() {
    emulator.inject(Fault.status(402).on(ApiOperation.SUBMITS));

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, Waits.OFTEN).result());

    awaitsEnd("refused", "ApiException");
    assertThat(submits("refused")).isEqualTo(1);
    assertThat(registry.find("evolink.credits.reserved").counter()).isNull();
    assertThat(registry.find("evolink.polls").summary()).isNull();
    assertThat(active()).isZero();
  }

  @Test
  void requestThatIsNotEvenSentIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evolink.images().submit(CAT, SubmitOptions.ofOrder("order-1")));

    awaitsEnd("refused", "IllegalArgumentException");
    assertThat(emulator.submissions()).isEmpty();
  }

  @Test
  void lostAnswerIsUncertain() {
    emulator.inject(Fault.cut(Cut.AFTER_REQUEST).on(ApiOperation.SUBMITS));

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> evolink.images().submit(CAT).result());

    awaitsEnd("uncertain", "SubmissionUncertainException");
    assertThat(submits("uncertain")).isEqualTo(1);
    assertThat(active()).isZero();
  }

  @Test
  void throttledSubmitAndPollAreCounted() {
    emulator.inject(
        Fault.status(429).on(ApiOperation.SUBMITS).once(),
        Fault.status(429).on(ApiOperation.GET_TASK).once());

    evolink.images().generate(CAT, Waits.OFTEN).result();

    awaitsEnd("completed", "none");
    assertThat(
            registry
                .get("evolink.throttled")
                .tags("operation", "generate", "kind", "image", "model", CAT_MODEL)
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void failedTaskCostsNothingThatIsKnown() {
    emulator.outcome(TaskOutcome.failed("content_policy_violation"));

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, Waits.OFTEN).result());

    awaitsEnd("failed", "TaskFailedException");
    assertThat(registry.get("evolink.credits.reserved").counter().count()).isEqualTo(1.6);
    assertThat(registry.find("evolink.credits.used").counter()).isNull();
  }

  @Test
  void cancelledTaskIsNotACancelledWait() {
    emulator.outcome(TaskOutcome.cancelled());

    assertThatExceptionOfType(EvolinkException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, Waits.OFTEN).result());

    awaitsEnd("cancelled", "TaskCancelledException");
  }

  @Test
  void deadlineIsATimeOut() {
    emulator.outcome(TaskOutcome.stuck());

    assertThatExceptionOfType(TaskTimeoutException.class)
        .isThrownBy(
            () -> evolink.images().generate(CAT, WaitOptions.of(Duration.ofMillis(1))).result());

    awaitsEnd("timed_out", "TaskTimeoutException");
  }

  @Test
  void callIsActiveUntilItsWaitIsCancelled() {
    emulator.outcome(TaskOutcome.stuck());

    TaskFuture wait = evolink.images().generate(CAT, Waits.OFTEN);
    wait.submitted().result();

    assertThat(active()).isEqualTo(1);
    wait.cancel(false);
    awaitsEnd("wait_cancelled", "CancellationException");
    assertThat(active()).isZero();
  }

  @Test
  void submitEndsWithItsAcceptance() {
    evolink.images().submit(CAT).result();

    awaitsEnd("accepted", "none");
    assertThat(registry.get("evolink.calls").tag("operation", "submit").timer().count())
        .isEqualTo(1);
    assertThat(registry.find("evolink.polls").summary()).isNull();
  }

  @Test
  void replayedOrderReservesNothingAgain() {
    TaskJournal journal = TaskJournal.inMemory();
    SubmitOptions order = SubmitOptions.ofOrder("order-1");
    for (int process = 0; process < 2; process++) {
      try (EvolinkClient shop = metered(EvolinkMetrics.of(registry)).journal(journal).build()) {
        shop.images().submit(CAT, order).result();
        awaits("evolink.calls", process == 0 ? "accepted" : "replayed", "none");
      }
    }

    assertThat(emulator.submissions()).hasSize(1);
    assertThat(registry.get("evolink.credits.reserved").counter().count()).isEqualTo(1.6);
  }

  @Test
  void taskThatIsFollowedByItsIdGetsTheModelThatTheServiceNames() {
    TaskHandle task = evolink.images().submit(CAT).result();

    evolink.tasks().follow(task.id(), Waits.OFTEN).result();

    awaitsEnd("completed", "none");
    assertThat(
            registry
                .get("evolink.calls")
                .tags("operation", "follow", "kind", "other", "model", CAT_MODEL)
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void unlistedModelsShareANameOnceThereAreTooMany() {
    try (EvolinkEmulator lenient =
            EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ZERO).start();
        EvolinkClient few =
            metered(EvolinkMetrics.builder(registry).maxUnlistedModels(1).build())
                .baseUrl(lenient.url())
                .build()) {
      few.images().submit(of("tomorrow-1")).result();
      few.images().submit(of("tomorrow-2")).result();
      few.images().submit(of("tomorrow-1")).result();
      Awaits.until("three calls", () -> calls("tomorrow-1") + calls("other") == 3);
    }

    assertThat(calls("tomorrow-1")).isEqualTo(2);
    assertThat(calls("other")).isEqualTo(1);
  }

  @Test
  void modelThatTheServiceRefusesGetsNoName() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> evolink.images().submit(of("no-such-model")).result());

    awaitsEnd("refused", "ApiException");
    assertThat(calls("other")).isEqualTo(1);
  }

  @Test
  void tagsHaveNoIds() {
    TaskJournal journal = TaskJournal.inMemory();
    try (EvolinkClient shop = metered(EvolinkMetrics.of(registry)).journal(journal).build()) {
      shop.images()
          .generate(
              CAT, SubmitOptions.builder().orderId("order-7").waitOptions(Waits.OFTEN).build())
          .result();
      awaitsEnd("completed", "none");
    }

    List<String> values =
        registry.getMeters().stream()
            .map(Meter::getId)
            .flatMap(id -> id.getTags().stream())
            .map(Tag::getValue)
            .distinct()
            .toList();
    assertThat(values)
        .containsExactlyInAnyOrder("generate", "image", CAT_MODEL, "accepted", "completed", "none");
  }

  @Test
  void tagsOfTheCallerAreOnEveryMeter(@TempDir Path folder) {
    EvolinkMetrics metrics =
        EvolinkMetrics.builder(registry).tags(Tags.of("account", "eu")).build();
    emulator.inject(Fault.status(429).on(ApiOperation.SUBMITS).once());
    try (EvolinkClient tagged = metered(metrics).build()) {
      tagged.images().generate(CAT, Waits.OFTEN).result().only().saveTo(folder.resolve("cat.png"));
      awaits("evolink.files.saved");
    }

    assertThat(registry.getMeters())
        .hasSize(8)
        .allSatisfy(meter -> assertThat(meter.getId().getTag("account")).isEqualTo("eu"));
  }

  @Test
  void limitMustNotBeNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvolinkMetrics.builder(registry).maxUnlistedModels(-1))
        .withMessage("Expected maxUnlistedModels of at least 0, but was -1");
  }

  private static ImageRequest of(String model) {
    return ImageRequest.builder("A cat").model(ImageModel.of(model)).build();
  }

  private void awaits(String meter, String... outcomeAndError) {
    Tags tags =
        outcomeAndError.length == 0
            ? Tags.empty()
            : Tags.of("outcome", outcomeAndError[0], "error", outcomeAndError[1]);
    Awaits.until(
        () -> meter + " in " + registry.getMetersAsString(),
        () ->
            registry.find(meter).tags(tags).meters().stream()
                .anyMatch(EvolinkMetricsTest::hasCounted));
  }

  /** A meter is there a moment before its first value is. */
  private static boolean hasCounted(Meter meter) {
    return meter.measure().iterator().next().getValue() > 0;
  }

  private void awaitsEnd(String outcome, String error) {
    awaits("evolink.calls", outcome, error);
    assertThat(
            registry.get("evolink.calls").tags("outcome", outcome, "error", error).timer().count())
        .isEqualTo(1);
  }

  private long calls(String model) {
    return registry.find("evolink.calls").tag("model", model).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private long submits(String outcome) {
    return registry.get("evolink.submits").tag("outcome", outcome).timer().count();
  }

  private int active() {
    return registry.find("evolink.calls.active").longTaskTimers().stream()
        .mapToInt(LongTaskTimer::activeTasks)
        .sum();
  }
}
