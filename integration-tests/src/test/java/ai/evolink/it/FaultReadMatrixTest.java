package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.WaitClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultReadMatrixTest {
  private static final Map<ReadCase, Ending> SEEN = new ConcurrentHashMap<>();
  private static final Map<ReadCase, Throwable> BROKEN = new ConcurrentHashMap<>();

  enum Read {
    BALANCE(FaultRun.BALANCE, evolink -> evolink.credits().balance()),
    TASK(
        MockService.task("processing", ""), evolink -> evolink.tasks().get(MockService.TASK_ID));

    private final String answer;
    private final Function<EvolinkClient, EvolinkFuture<?>> verb;

    Read(String answer, Function<EvolinkClient, EvolinkFuture<?>> verb) {
      this.answer = answer;
      this.verb = verb;
    }
  }

  record ReadCase(Read read, FaultCase given) {}

  record Ending(int attempts, String result) {}

  @BeforeAll
  static void letEveryFaultStrike() {
    FaultRun.all(cases(), FaultReadMatrixTest::run);
  }

  static List<ReadCase> cases() {
    List<ReadCase> cases = new ArrayList<>();
    for (FaultCase given : FaultCase.all(Arrays.asList(Fault.values()))) {
      if (given.impossible() == null) {
        for (Read read : Read.values()) {
          cases.add(new ReadCase(read, given));
        }
      }
    }
    return cases;
  }

  private static void run(ReadCase each) {
    boolean timesOut = each.given.fault() == Fault.NO_ANSWER;
    WaitClock clock = timesOut ? WaitClock.system() : FastClock.SHARED;
    Duration timeout = timesOut ? Duration.ofSeconds(1) : FaultRun.LONG;
    try (FaultRun run = new FaultRun(each.given, clock, timeout)) {
      Throwable failure = run.read(each.read.answer, each.read.verb);
      SEEN.put(each, new Ending(run.calls(), FaultVerdict.of(0, failure, 0).result()));
    } catch (Throwable t) {
      BROKEN.put(each, t);
    }
  }
  @Test
  void dump() {
    System.out.println("BROKEN " + BROKEN.size());
    BROKEN.values().stream().limit(3).forEach(Throwable::printStackTrace);
    Map<String, List<String>> m = new java.util.LinkedHashMap<>();
    for (ReadCase c : cases()) {
      m.computeIfAbsent(c.given.fault() + (c.given.lasting() ? " lasting" : " once") + (c.given.cancelled() ? " cancelled" : "") + " " + SEEN.get(c), k -> new ArrayList<>()).add(c.read + (c.given.http2()?" h2":" h1")+(c.given.warm()?" warm":"")+(c.given.twoAddresses()?" two":""));
    }
    m.forEach((k, v) -> System.out.println("R " + v.size() + " " + k + (v.size()<5 ? v : "")));
  }
}
