package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.WaitClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A submit costs money: whatever the network and the service do, the server reads it in full once
 * at most unless it provably did not take it, and the exception tells the truth about the charge.
 *
 * <p>Every fault strikes on cold and kept-alive connections, with host names of one and of two
 * addresses, over HTTP/1.1 and HTTP/2, once and at every attempt, and with a caller who cancels at
 * that very moment. {@code docs/errors-and-money.md} shows the outcome; see {@link GeneratedPart}.
 */
class FaultMatrixTest {
  private static final int ATTEMPTS = 3;

  /** The answers that prove that a submit was read and not taken. */
  private static final Set<Fault> NOT_TAKEN =
      EnumSet.of(
          Fault.THROTTLED,
          Fault.THROTTLED_BARE,
          Fault.THROTTLED_SECONDS,
          Fault.THROTTLED_DATE,
          Fault.BUSY_503,
          Fault.BUSY_503_AT_ONCE,
          Fault.REFUSED_STREAM,
          Fault.GOAWAY_BELOW);

  private static final Map<FaultCase, FaultVerdict> SEEN = new ConcurrentHashMap<>();
  private static final Map<FaultCase, Throwable> BROKEN = new ConcurrentHashMap<>();

  @BeforeAll
  static void letEveryFaultStrike() {
    FaultRun.all(cases(), FaultMatrixTest::run);
  }

  static List<FaultCase> cases() {
    return FaultCase.all(Arrays.asList(Fault.values())).stream()
        .filter(each -> each.impossible() == null)
        .toList();
  }

  private static void run(FaultCase given) {
    // Where nothing is sent again, real time; else an hour is as good as a moment.
    boolean timesOut = given.fault() == Fault.NO_ANSWER;
    WaitClock clock = timesOut ? WaitClock.system() : FastClock.SHARED;
    Duration timeout = timesOut ? Duration.ofSeconds(1) : FaultRun.LONG;
    try (FaultRun run = new FaultRun(given, clock, timeout)) {
      SEEN.put(given, run.submit());
      assertThat(run.elsewhere.requests).as("what another host was sent").hasValue(0);
    } catch (Throwable t) {
      BROKEN.put(given, t);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void submitIsTakenOnceAtMostAndEndsInTheTruth(FaultCase given) throws Throwable {
    if (BROKEN.containsKey(given)) {
      throw BROKEN.get(given);
    }
    FaultVerdict expected = given.fault().verdict(given);
    FaultVerdict seen = SEEN.get(given);

    assertThat(seen.posts()).isLessThanOrEqualTo(NOT_TAKEN.contains(given.fault()) ? ATTEMPTS : 1);
    assertThat(seen.bought()).isLessThanOrEqualTo(1);
    assertThat(seen.facts()).isEqualTo(expected.facts());
    assertThat(expected.message()).allSatisfy(part -> assertThat(text(seen)).contains(part));
  }

  private static String text(FaultVerdict seen) {
    return String.join("", seen.message());
  }

  @Test
  void documentationShowsTheMatrix() throws Exception {
    Map<FaultCase, FaultVerdict> inOrder = new LinkedHashMap<>();
    cases().forEach(given -> inOrder.put(given, SEEN.get(given)));

    List<String> lines = new ArrayList<>(new FaultTable(inOrder).lines());
    lines.add("");
    lines.addAll(scope());

    lines.forEach(System.out::println);
    GeneratedPart.of("errors-and-money.md", "fault-matrix").mustBe(lines);
  }

  /** Says how much was tried, and what was left out for which reason. */
  private static List<String> scope() {
    List<FaultCase> all = FaultCase.all(Arrays.asList(Fault.values()));
    Map<String, Integer> leftOut = new TreeMap<>();
    for (FaultCase each : all) {
      String reason = each.impossible();
      if (reason != null) {
        leftOut.merge(reason, 1, Integer::sum);
      }
    }
    int tried = cases().size();
    assertThat(tried + leftOut.values().stream().mapToInt(n -> n).sum()).isEqualTo(all.size());

    List<String> lines = new ArrayList<>();
    lines.add(tried + " combinations were tried. Left out, because they cannot be:");
    lines.add("");
    leftOut.forEach((reason, count) -> lines.add("- " + count + ": " + reason + ";"));
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replaceAll(";$", "."));
    return lines;
  }
}
