package ai.evolink.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.ApiException;
import ai.evolink.CallListener;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvolinkObservationsTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final String NAME = "gen_ai.client.operation.duration";

  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final Ends ends = new Ends(registry);
  private final EvolinkClient evolink = observed(EvolinkObservations.of(registry));

  private EvolinkClient observed(CallListener observations) {
    registry.observationConfig().observationHandler(ends);
    return EvolinkClient.builder("sk-test")
        .baseUrl(emulator.url())
        .callListener(observations)
        .build();
  }

  @AfterEach
  void close() {
    evolink.close();
  }

  @Test
  void generatedImageIsOneObservationWithTheNamesOfTheConventions() {
    String id = evolink.images().generate(CAT, Waits.OFTEN).result().task().id();
    ends.await(1);

    TestObservationRegistryAssert.assertThat(registry)
        .hasNumberOfObservationsEqualTo(1)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasBeenStarted()
        .hasBeenStopped()
        .doesNotHaveError()
        .hasContextualNameEqualTo("generate_content gemini-2.5-flash-image")
        .hasEvent("accepted")
        .hasLowCardinalityKeyValue("gen_ai.operation.name", "generate_content")
        .hasLowCardinalityKeyValue("gen_ai.provider.name", "evolink")
        .hasLowCardinalityKeyValue("gen_ai.request.model", "gemini-2.5-flash-image")
        .hasLowCardinalityKeyValue("gen_ai.output.type", "image")
        .hasLowCardinalityKeyValue("evolink.operation", "generate")
        .hasLowCardinalityKeyValue("evolink.outcome", "completed")
        .hasHighCardinalityKeyValue("gen_ai.response.id", id)
        .hasHighCardinalityKeyValue("gen_ai.response.model", "gemini-2.5-flash-image")
        .hasHighCardinalityKeyValue("evolink.credits.reserved", "1.6")
        .hasHighCardinalityKeyValue("evolink.credits.used", "1.6")
        .hasHighCardinalityKeyValueWithKey("evolink.polls")
        .doesNotHaveHighCardinalityKeyValueWithKey("error.type")
        .doesNotHaveHighCardinalityKeyValueWithKey("evolink.order.id");
  }

  @Test
  void parentIsTheCurrentObservationOfTheCallersThread() {
    Observation page = Observation.start("page", registry);
    page.scoped(() -> evolink.images().submit(CAT)).result();
    page.stop();
    ends.await(2);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasParentObservationEqualTo(page)
        .hasLowCardinalityKeyValue("evolink.operation", "submit")
        .hasLowCardinalityKeyValue("evolink.outcome", "accepted");
    assertThat(registry.getCurrentObservation()).isNull();
  }

  @Test
  void failureIsAnError() {
    emulator.outcome(TaskOutcome.failed("content_policy_violation"));

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, Waits.OFTEN).result());
    ends.await(1);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasError()
        .hasLowCardinalityKeyValue("evolink.outcome", "failed")
        .hasHighCardinalityKeyValue("error.type", "TaskFailedException");
  }

  @Test
  void refusedAndThrottledSubmitIsAnErrorWithoutATask() {
    emulator.inject(Fault.status(429).on(ApiOperation.SUBMITS).once());
    emulator.inject(Fault.status(402).on(ApiOperation.SUBMITS));

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> evolink.images().generate(CAT, Waits.OFTEN).result());
    ends.await(1);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasError()
        .hasEvent("throttled")
        .hasLowCardinalityKeyValue("evolink.outcome", "refused")
        .doesNotHaveHighCardinalityKeyValueWithKey("gen_ai.response.id")
        .doesNotHaveHighCardinalityKeyValueWithKey("evolink.polls");
  }

  @Test
  void waitThatItsCallerCancelledIsNoError() {
    emulator.outcome(TaskOutcome.stuck());
    TaskFuture wait = evolink.images().generate(CAT, Waits.OFTEN);
    wait.submitted().result();

    wait.cancel(false);
    ends.await(1);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasBeenStopped()
        .doesNotHaveError()
        .hasLowCardinalityKeyValue("evolink.outcome", "wait_cancelled");
  }

  @Test
  void followedTaskHasAnOperationOfItsOwn() {
    emulator.outcome(TaskOutcome.completed());
    TaskHandle task = evolink.images().submit(CAT).result();
    ends.await(1);
    registry.clear();

    evolink.tasks().follow(task.id(), Waits.OFTEN).result();
    ends.await(2);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasContextualNameEqualTo("follow gemini-2.5-flash-image")
        .hasLowCardinalityKeyValue("gen_ai.operation.name", "follow")
        .hasLowCardinalityKeyValue("gen_ai.request.model", "gemini-2.5-flash-image")
        .hasLowCardinalityKeyValue("gen_ai.output.type", "other");
  }

  @Test
  void conventionOfTheListenerReplacesTheDefault() {
    EvolinkObservations named =
        EvolinkObservations.builder(registry).convention(new Named("drawing")).build();
    try (EvolinkClient own = observed(named)) {
      own.images().submit(CAT).result();
      ends.await(1);
    }

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo("drawing")
        .that()
        .hasLowCardinalityKeyValue("tenant", "acme")
        .hasLowCardinalityKeyValue("gen_ai.provider.name", "evolink");
  }

  @Test
  void conventionOfTheRegistryReplacesTheDefault() {
    registry.observationConfig().observationConvention(new Global());

    evolink.images().submit(CAT).result();
    ends.await(1);

    TestObservationRegistryAssert.assertThat(registry).hasObservationWithNameEqualTo("global");
  }

  @Test
  void nothingIsMadeForARegistryThatNobodyListensTo() {
    ObservationRegistry silent = ObservationRegistry.create();
    List<Boolean> heard = new CopyOnWriteArrayList<>();
    CallListener asking =
        call -> {
          heard.add(EvolinkObservations.of(silent).start(call) != null);
          heard.add(EvolinkObservations.of(registry).start(call) != null);
          return null;
        };
    try (EvolinkClient own = observed(asking)) {
      own.images().submit(CAT).result();
    }

    assertThat(heard).containsExactly(false, true);
  }

  private static class Named extends DefaultEvolinkObservationConvention {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(EvolinkObservationContext context) {
      return super.getLowCardinalityKeyValues(context).and(KeyValue.of("tenant", "acme"));
    }
  }

  private static final class Global extends Named
      implements GlobalObservationConvention<EvolinkObservationContext> {
    Global() {
      super("global");
    }
  }

  /** Counts what has ended, which happens on threads of the SDK. */
  private static final class Ends implements ObservationHandler<Observation.Context> {
    private final TestObservationRegistry registry;
    private final List<String> names = new CopyOnWriteArrayList<>();

    Ends(TestObservationRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void onStop(Observation.Context context) {
      names.add(String.valueOf(context.getName()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }

    void await(int count) {
      Awaits.until(() -> "ends of " + names, () -> names.size() >= count && areRecorded());
    }

    /** Handlers hear of an end in reverse, so that the registry's own comes after this one. */
    private boolean areRecorded() {
      try {
        for (String name : names) {
          TestObservationRegistryAssert.assertThat(registry)
              .hasObservationWithNameEqualTo(name)
              .that()
              .hasBeenStopped();
        }
        return true;
      } catch (AssertionError notYet) {
        return false;
      }
    }
  }
}
