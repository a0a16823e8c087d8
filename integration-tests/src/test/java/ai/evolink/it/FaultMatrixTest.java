package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
          Fault.THROTTLED_LONG,
          Fault.THROTTLED_DATE,
          Fault.BUSY_503,
          Fault.BUSY_503_AT_ONCE,
          Fault.REFUSED_STREAM,
          Fault.GOAWAY_BELOW);

  private static final FaultOutcomes<FaultCase, FaultVerdict> SEEN = new FaultOutcomes<>();

  @BeforeAll
  static void letEveryFaultStrike() {
    SEEN.run(cases(), given -> given, Duration.ofSeconds(1), (run, given) -> run.submit());
  }

  static List<FaultCase> cases() {
    return FaultCase.all(Arrays.asList(Fault.values())).stream()
        .filter(each -> each.impossible() == null)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void submitIsTakenOnceAtMostAndEndsInTheTruth(FaultCase given) throws Throwable {
    FaultVerdict expected = given.fault().verdict(given);
    FaultVerdict seen = SEEN.of(given);

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
    cases().forEach(given -> inOrder.put(given, SEEN.seen(given)));

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
