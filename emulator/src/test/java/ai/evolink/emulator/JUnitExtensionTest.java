package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes such as users write, one by one and in parallel. */
@Timeout(120)
class JUnitExtensionTest {

  // ---- one emulator in a field

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class SharedFixture {
    @RegisterExtension
    static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

    @Test
    @Order(1)
    void leavesThingsBehind() {
      new Api(emulator).submit("A cat");
      emulator.inject(Fault.status(500));
      assertThat(emulator.submissions()).hasSize(1);
    }

    @Test
    @Order(2)
    void findsNothing() {
      isAsNew();
    }

    @Nested
    class Inner {
      @Test
      void findsNothingEither() {
        isAsNew();
        new Api(emulator).submit("A cat");
      }
    }

    @Nested
    class Other {
      @Test
      void findsNothingEither() {
        isAsNew();
      }
    }

    private static void isAsNew() {
      assertThat(emulator.submissions()).isEmpty();
      assertThat(emulator.faults()).isEmpty();
      assertThat(new Api(emulator).get("/v1/credits").status()).isEqualTo(200);
    }
  }

  @Test
  void eachTestFindsTheSharedOneAsNew() {
    assertThat(run(false, SharedFixture.class)).isEqualTo(new Outcome(4, List.of()));
    assertThat(run(false, SharedFixture.class))
        .as("and again, after it has been closed")
        .isEqualTo(new Outcome(4, List.of()));
  }

  @Test
  void sharedOneIsClosedAfterTheClass() {
    run(false, SharedFixture.class);
    URI url = SharedFixture.emulator.url();

    assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  static class ConcurrentSharedFixture {
    static final CountDownLatch REFUSED = new CountDownLatch(1);

    @RegisterExtension static EvolinkEmulator emulator = EvolinkEmulator.builder().startForJUnit();

    @Test
    void one() throws Exception {
      assertThat(REFUSED.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void two() throws Exception {
      one();
    }
  }

  @Test
  void sharingAtTheSameTimeIsRefusedWithAWayOut() {
    Outcome outcome = run(true, ConcurrentSharedFixture.class);

    assertThat(outcome.succeeded()).as("%s", outcome).isEqualTo(1);
    assertThat(outcome.failures())
        .singleElement()
        .asString()
        .contains("runs while another test uses the same emulator", "@ExtendWith");
  }

  static class InstanceFixture {
    static final List<URI> URLS = Collections.synchronizedList(new ArrayList<>());

    @RegisterExtension EvolinkEmulator emulator = EvolinkEmulator.builder().startForJUnit();

    @RepeatedTest(2)
    void submits() {
      URLS.add(emulator.url());
      new Api(emulator).submit("A cat");
      assertThat(emulator.submissions()).hasSize(1);
    }
  }

  @Test
  void fieldOfTheInstanceIsClosedAfterTheTest() {
    assertThat(run(true, InstanceFixture.class)).isEqualTo(new Outcome(2, List.of()));
    for (URI url : InstanceFixture.URLS) {
      assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  // ---- one emulator per test

  @ExtendWith(EvolinkEmulatorExtension.class)
  static class ParameterFixture {
    static final int TESTS = 8;
    static final CountDownLatch TWO_AT_ONCE = new CountDownLatch(2);
    static final Set<URI> URLS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void submit(EvolinkEmulator emulator) {
      new Api(emulator).submit("A cat");
    }

    @RepeatedTest(TESTS)
    void seesItsOwnOnly(EvolinkEmulator emulator) throws Exception {
      URLS.add(emulator.url());
      TWO_AT_ONCE.countDown();
      assertThat(TWO_AT_ONCE.await(60, TimeUnit.SECONDS)).isTrue();
      emulator.inject(Fault.status(500).on(ApiOperation.GET_CREDITS));
      new Api(emulator).submit("A dog");
      assertThat(emulator.submissions().stream().map(Submission::prompt))
          .containsExactly("A cat", "A dog");
      assertThat(emulator.faults()).hasSize(1);
    }
  }

  @Test
  void parallelTestsHaveAnEmulatorEach() {
    assertThat(run(true, ParameterFixture.class))
        .isEqualTo(new Outcome(ParameterFixture.TESTS, List.of()));
    for (URI url : ParameterFixture.URLS) {
      assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  static class ConfiguredFixture {
    @RegisterExtension
    static EvolinkEmulatorExtension emulators =
        EvolinkEmulatorExtension.of(EvolinkEmulator.builder().outcome(TaskOutcome.stuck()));

    @Test
    void isAsTold(EvolinkEmulator emulator) {
      Api api = new Api(emulator);
      assertThat(api.get("/_emulator/defaults").json().path("outcome").path("status").asString())
          .isEqualTo("stuck");
    }
  }

  @Test
  void parametersCanBeConfigured() {
    assertThat(run(true, ConfiguredFixture.class)).isEqualTo(new Outcome(1, List.of()));
  }

  @ExtendWith(EvolinkEmulatorExtension.class)
  static class TooEarlyFixture {
    @BeforeAll
    static void forAll(EvolinkEmulator emulator) {}

    @Test
    void neverRuns() {}
  }

  @Test
  void parameterForTheWholeClassIsRefusedWithAWayOut() {
    assertThat(run(false, TooEarlyFixture.class).failures())
        .singleElement()
        .asString()
        .contains("lives as long as one test", "startForJUnit()");
  }

  // ---- running

  private record Outcome(int succeeded, List<String> failures) {}

  private static Outcome run(boolean parallel, Class<?> fixture) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(fixture))
            .configurationParameter(
                "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .build();
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    List<String> successes = Collections.synchronizedList(new ArrayList<>());
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result
                    .getThrowable()
                    .ifPresentOrElse(
                        failure -> {
                          failures.add(String.valueOf(failure));
                          if (fixture == ConcurrentSharedFixture.class) {
                            ConcurrentSharedFixture.REFUSED.countDown();
                          }
                        },
                        () -> {
                          if (test.isTest()) {
                            successes.add(test.getDisplayName());
                          }
                        });
              }
            });
    return new Outcome(successes.size(), failures);
  }
}
