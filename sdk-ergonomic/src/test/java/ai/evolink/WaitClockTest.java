package ai.evolink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.internal.thread.Continuations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitClockTest {

  @Test
  void aVirtualAlarmRingsWhenItsTimeComes() {
    VirtualClock clock = new VirtualClock();
    List<Long> rings = new ArrayList<>();
    WaitClock.Alarm alarm = clock.alarm(() -> rings.add(clock.nanoTime()));
    alarm.ringAt(1000);
    assertThat(clock.untilNextAlarm()).contains(Duration.ofNanos(1000));
    clock.advance(Duration.ofNanos(999));
    assertThat(rings).isEmpty();
    clock.advance(Duration.ofNanos(5000));
    assertThat(rings).containsExactly(1000L);
    alarm.ringAt(2000);
    clock.advance(Duration.ZERO);
    assertThat(rings).containsExactly(1000L, 5999L);
    alarm.ringAt(7000);
    alarm.off();
    clock.advance(Duration.ofHours(1));
    alarm.close();
    alarm.ringAt(0);
    assertThat(clock.untilNextAlarm()).isEmpty();
    assertThat(rings).hasSize(2);
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSystemAlarmRingsOnOneDaemonThreadThatDiesWithClose() throws Exception {
    BlockingQueue<Thread> rings = new LinkedBlockingQueue<>();
    WaitClock clock = WaitClock.system();
    WaitClock.Alarm alarm = clock.alarm(() -> rings.add(Thread.currentThread()));
    alarm.ringAt(clock.nanoTime());
    Thread first = rings.poll(10, SECONDS);
    alarm.ringAt(clock.nanoTime() + 1_000_000);
    Thread second = rings.poll(10, SECONDS);
    assertThat(first).isNotNull().isSameAs(second);
    assertThat(first.isDaemon()).isTrue();
    assertThat(first.getName()).isEqualTo("evolink-timer");
    alarm.close();
    first.join(10_000);
    assertThat(first.isAlive()).isFalse();
    alarm.ringAt(clock.nanoTime());
    assertThat(rings.poll()).isNull();
  }

  @Test
  void aNearerTimeRingsSooner() throws Exception {
    CountDownLatch rung = new CountDownLatch(1);
    WaitClock clock = WaitClock.system();
    WaitClock.Alarm alarm = clock.alarm(rung::countDown);
    alarm.ringAt(clock.nanoTime() + SECONDS.toNanos(3600));
    alarm.ringAt(clock.nanoTime() + 1_000_000);
    assertThat(rung.await(10, SECONDS)).isTrue();
    alarm.close();
  }

  @Test
  void aRingThatThrowsIsTriedAgain() throws Exception {
    BlockingQueue<Long> rings = new LinkedBlockingQueue<>();
    WaitClock clock = WaitClock.system();
    WaitClock.Alarm alarm =
        clock.alarm(
            () -> {
              rings.add(clock.nanoTime());
              throw new IllegalStateException("crash");
            });
    alarm.ringAt(clock.nanoTime());
    Long first = rings.poll(10, SECONDS);
    Long second = rings.poll(10, SECONDS);
    alarm.close();
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(second - first).isGreaterThanOrEqualTo(SECONDS.toNanos(1));
  }

  @Test
  void waitsByTheSystemClockEndToo() throws Exception {
    RecordingLog log = new RecordingLog();
    FakeTasks service = new FakeTasks(WaitClock.system());
    Continuations continuations =
        new Continuations(Runnable::run, Runnable::run, WaitClock.system(), log);
    try (TaskWaits waiter =
        new TaskWaits(
            service,
            WaiterFixture::generation,
            continuations,
            PollBudget.ofDefaults(),
            new java.util.Random(1),
            DurationHistory.off())) {
      TaskHandle task =
          TaskHandle.of("a", Kind.IMAGE, WaitClock.system().instant(), null, null, false);
      TaskFuture wait = waiter.follow(task, WaitOptions.of(Duration.ofMillis(50)));
      assertThatThrownBy(() -> wait.get(10, SECONDS))
          .hasCauseInstanceOf(TaskTimeoutException.class);
    }
  }
}
