package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads cost nothing: they are sent again after whatever may pass, a bounded number of times, and
 * not at all for a caller who has gone. {@code docs/errors-and-money.md} shows the outcome; see
 * {@link GeneratedPart}.
 */
class FaultReadMatrixTest {
  private static final int ATTEMPTS = 3;

  /** What waiting a little may heal. */
  private static final Set<Fault> PASSING =
      EnumSet.of(
          Fault.DNS,
          Fault.REFUSED,
          Fault.TLS_CUT,
          Fault.CUT_WHILE_IDLE_HTTP_1,
          Fault.CUT_BEFORE_HTTP_1,
          Fault.CUT_BEFORE_HTTP_2,
          Fault.CUT_AFTER_THE_REQUEST,
          Fault.CUT_WITHIN_THE_HEADERS,
          Fault.CUT_WITHIN_THE_BODY,
          Fault.TIMEOUT_408,
          Fault.THROTTLED,
          Fault.THROTTLED_BARE,
          Fault.THROTTLED_SECONDS,
          Fault.THROTTLED_DATE,
          Fault.THROTTLED_LONG,
          Fault.ERROR_500,
          Fault.ERROR_500_BARE,
          Fault.ERROR_500_LARGE,
          Fault.GATEWAY_502,
          Fault.GATEWAY_502_PAGE,
          Fault.BUSY_503,
          Fault.BUSY_503_AT_ONCE,
          Fault.BUSY_503_BARE,
          Fault.BUSY_503_BARE_AT_ONCE,
          Fault.GATEWAY_504,
          Fault.RESET,
          Fault.RESET_CANCEL,
          Fault.REFUSED_STREAM,
          Fault.GOAWAY_BELOW,
          Fault.GOAWAY_ABOVE);

  /** What is no fault for a read. */
  private static final Set<Fault> HARMLESS =
      EnumSet.of(
          Fault.NONE,
          Fault.REFUSED_AT_FIRST_ADDRESS,
          Fault.CUT_WHILE_IDLE_HTTP_2,
          Fault.GOAWAY_ABOVE_AND_SERVED);

  private static final FaultOutcomes<ReadCase, Ending> SEEN = new FaultOutcomes<>();

  enum Read {
    BALANCE(FaultRun.BALANCE, evolink -> evolink.credits().balance()),
    TASK(MockService.task("processing", ""), evolink -> evolink.tasks().get(MockService.TASK_ID));

    private final String answer;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference by another name
    private final Function<EvolinkClient, EvolinkFuture<?>> verb;

    Read(String answer, Function<EvolinkClient, EvolinkFuture<?>> verb) {
      this.answer = answer;
      this.verb = verb;
    }
  }

  record ReadCase(Read read, FaultCase given) {
    @Override
    public String toString() {
      return read + ": " + given;
    }
  }

  record Ending(int requests, String result) {}

  @BeforeAll
  static void letEveryFaultStrike() {
    SEEN.run(cases(), ReadCase::given, Duration.ofMillis(300), FaultReadMatrixTest::read);
  }

  private static Ending read(FaultRun run, ReadCase each) throws Exception {
    Throwable failure = run.read(each.read.answer, each.read.verb);
    return new Ending(run.calls(), FaultVerdict.resultOf(failure));
  }

  static List<ReadCase> cases() {
    List<ReadCase> cases = new ArrayList<>();
    for (FaultCase given : FaultCase.all(Arrays.asList(Fault.values()))) {
      if (given.impossible() == null && isAboutReads(given)) {
        for (Read read : Read.values()) {
          cases.add(new ReadCase(read, given));
        }
      }
    }
    return cases;
  }

  private static boolean isAboutReads(FaultCase given) {
    // A read has no body to be cut within, and asks for no task id. Whether there is a second
    // address is the business of the connection, which FaultMatrixTest looks at.
    return given.fault() != Fault.CUT_WITHIN_THE_REQUEST
        && given.fault() != Fault.CUT_WITHIN_A_LARGE_REQUEST
        && given.fault() != Fault.NAMELESS
        && given.twoAddresses() == (given.fault() == Fault.REFUSED_AT_FIRST_ADDRESS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readIsSentAgainAfterWhatMayPass(ReadCase each) throws Throwable {
    Fault fault = each.given.fault();
    Ending seen = SEEN.of(each);

    if (each.given.cancelled()) {
      assertThat(seen).isEqualTo(new Ending(1, "CancellationException"));
    } else if (HARMLESS.contains(fault)) {
      assertThat(seen).isEqualTo(new Ending(1, FaultVerdict.ACCEPTED));
    } else if (!PASSING.contains(fault)) {
      assertThat(seen.requests).isEqualTo(1);
      assertThat(seen.result).matches("ApiException [34]..|TransportException");
    } else if (each.given.lasting() && fault.place != Fault.Place.IDLE) {
      assertThat(seen.requests).isEqualTo(ATTEMPTS);
      assertThat(seen.result).matches("ApiException (408|429|5..)|TransportException");
    } else {
      assertThat(seen).isEqualTo(new Ending(2, FaultVerdict.ACCEPTED));
    }
  }

  @Test
  void documentationShowsTheMatrix() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | strikes once | every time |");
    lines.add("|---|---|---|");
    for (Fault fault : Fault.values()) {
      List<Ending> once = endings(fault, false);
      List<Ending> lasting = endings(fault, true);
      if (!once.isEmpty()) {
        lines.add("| " + fault.title + " | " + text(once) + " | " + text(lasting) + " |");
      }
    }
    lines.forEach(System.out::println);
    GeneratedPart.of("errors-and-money.md", "read-matrix").mustBe(lines);
  }

  private static List<Ending> endings(Fault fault, boolean lasting) {
    return cases().stream()
        .filter(each -> each.given.fault() == fault)
        .filter(each -> each.given.lasting() == lasting && !each.given.cancelled())
        .map(SEEN::seen)
        .distinct()
        .toList();
  }

  private static String text(List<Ending> endings) {
    assertThat(endings).as("whatever the read and the connection").hasSize(1);
    Ending ending = endings.get(0);
    String requests = ending.requests + (ending.requests == 1 ? " request, " : " requests, ");
    return requests + FaultTable.ending(ending.result, "answered");
  }
}
