package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.WaitClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What came of every case of a matrix; all are run before a test looks at one. */
final class FaultOutcomes<C, V> {
  /** Does to a client what the matrix is about, and tells what came of it. */
  interface Trial<C, V> {
    V run(FaultRun run, C each) throws Exception;
  }

  private final Map<C, V> seen = new ConcurrentHashMap<>();
  private final Map<C, Throwable> broken = new ConcurrentHashMap<>();

  /**
   * Runs all cases.
   *
   * @param fault what befalls the client in a case
   * @param patience the time-out of a client that nobody answers
   */
  void run(List<C> cases, Function<C, FaultCase> fault, Duration patience, Trial<C, V> trial) {
    FaultRun.all(cases, each -> run(each, fault.apply(each), patience, trial));
  }

  private void run(C each, FaultCase given, Duration patience, Trial<C, V> trial) {
    // Where nothing is sent again, real time; else an hour is as good as a moment.
    boolean timesOut = given.fault() == Fault.NO_ANSWER;
    WaitClock clock = timesOut ? WaitClock.system() : FastClock.SHARED;
    try (FaultRun run = new FaultRun(given, clock, timesOut ? patience : FaultRun.LONG)) {
      seen.put(each, trial.run(run, each));
      assertThat(run.elsewhere.requests).as("what another host was sent").hasValue(0);
    } catch (Throwable t) {
      broken.put(each, t);
    }
  }

  /** {@return what came of a case} Throws what broke it, if something did. */
  V of(C each) throws Throwable {
    if (broken.containsKey(each)) {
      throw broken.get(each);
    }
    return seen(each);
  }

  /** {@return what came of a case, whether or not something broke afterwards} */
  V seen(C each) {
    V outcome = seen.get(each);
    if (outcome == null) {
      throw new AssertionError("Nothing came of " + each, broken.get(each));
    }
    return outcome;
  }
}
