package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import okio.AsyncTimeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogPulseTest {
  private final WatchdogPulse pulse = new WatchdogPulse(Duration.ofMillis(5));

  @Test
  void pulseEndsWithoutCallsAndBeginsAgainWithOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      pulse.beat();
      assertThat(pulse.isBeating()).isTrue();
      stopped();
    }
  }

  /** A call in the very moment in which the pulse ends must neither fail nor be forgotten. */
  @Test
  void callsOfManyThreadsMeetItsEnd() throws Exception {
    List<Thread> callers =
        Stream.generate(() -> new Thread(this::callNowAndThen)).limit(4).toList();
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    callers.forEach(
        caller -> caller.setUncaughtExceptionHandler((in, failure) -> thrown.add(failure)));
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(thrown).isEmpty();
    stopped();
    pulse.beat();
    assertThat(pulse.isBeating()).isTrue();
  }

  private void callNowAndThen() {
    for (int i = 0; i < 300; i++) {
      pulse.beat();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(i % 16));
    }
  }

  /** Whoever waits for less than the pulse is told as early as without it. */
  @Test
  void shorterLimitPassesBeforeThePulse() throws Exception {
    WatchdogPulse slow = new WatchdogPulse(Duration.ofMinutes(10));
    slow.beat();
    CountDownLatch passed = new CountDownLatch(1);
    AsyncTimeout limit =
        new AsyncTimeout() {
          @Override
          protected void timedOut() {
            passed.countDown();
          }
        };
    limit.timeout(1, TimeUnit.MILLISECONDS);
    limit.enter();

    passed.await();
    slow.exit();
  }

  private void stopped() throws InterruptedException {
    while (pulse.isBeating()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
