package ai.evolink.internal.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.RecordingLog;
import ai.evolink.WaitClock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlarmFailureTest {
  private final RecordingLog log = new RecordingLog();

  /** A real clock whose alarm finds no thread for its first settings. */
  private static final class Starved implements WaitClock {
    final AtomicInteger settings = new AtomicInteger();
    private final int failing;

    Starved(int failing) {
      this.failing = failing;
    }

    @Override
    public long nanoTime() {
      return WaitClock.system().nanoTime();
    }

    @Override
    public Instant instant() {
      return WaitClock.system().instant();
    }

    @Override
    public Alarm alarm(Runnable ring) {
      Alarm real = WaitClock.system().alarm(ring);
      return new Alarm() {
        @Override
        public void ringAt(long nanoTime) {
          if (settings.incrementAndGet() <= failing) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          real.ringAt(nanoTime);
        }

        @Override
        public void off() {
          real.off();
        }

        @Override
        public void close() {
          real.close();
        }
      };
    }
  }

  @Test
  void anAlarmThatCouldNotBeSetIsSetAgainThoughNobodyCalls() throws Exception {
    Starved clock = new Starved(1);
    try (Timers timers = new Timers(clock, log)) {
      CountDownLatch rung = new CountDownLatch(1);
      timers.schedule(1, Runnable::run, rung::countDown);
      assertThat(rung.await(30, SECONDS)).isTrue();
      assertThat(clock.settings.get()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void anAlarmThatFailsAgainIsTriedAgain() throws Exception {
    Starved clock = new Starved(2);
    try (Timers timers = new Timers(clock, log)) {
      CountDownLatch rung = new CountDownLatch(1);
      timers.schedule(MILLISECONDS.toNanos(2200), Runnable::run, rung::countDown);
      assertThat(rung.await(30, SECONDS)).isTrue();
      assertThat(clock.settings.get()).isGreaterThanOrEqualTo(3);
      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("trying again"));
    }
  }
}
