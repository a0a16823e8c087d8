package ai.evolink.internal.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlarmThreadTest {
  private static final long NEVER_ALONE = SECONDS.toNanos(3600);

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private Thread started(Runnable task) {
    Thread thread = new Thread(task);
    threads.add(thread);
    return thread;
  }

  /** A client that nobody closes keeps no thread. */
  @Test
  void threadWithNothingToDoEndsAndTheNextTimeHasAnother() throws Exception {
    Semaphore rings = new Semaphore(0);
    AlarmThread alarm = new AlarmThread(rings::release, this::started, 1);
    for (int i = 0; i < 2; i++) {
      alarm.ringAt(System.nanoTime());
      assertThat(rings.tryAcquire(10, SECONDS)).isTrue();
      threads.get(i).join(10_000);
      assertThat(threads.get(i).isAlive()).isFalse();
    }
    alarm.close();
  }

  @Test
  void closingEndsTheThreadThoughItsTimeIsFarOff() throws Exception {
    AlarmThread alarm = new AlarmThread(() -> {}, this::started, NEVER_ALONE);
    alarm.ringAt(System.nanoTime() + NEVER_ALONE);
    awaitIdle(threads.get(0));

    alarm.close();

    threads.get(0).join(10_000);
    assertThat(threads.get(0).isAlive()).isFalse();
  }

  @Test
  void alarmThatIsTurnedOffDoesNotRing() throws Exception {
    AtomicInteger rings = new AtomicInteger();
    CountDownLatch rung = new CountDownLatch(1);
    AtomicReference<@Nullable AlarmThread> itself = new AtomicReference<>();
    AlarmThread alarm =
        new AlarmThread(
            () -> {
              rings.incrementAndGet();
              AlarmThread ringing = Objects.requireNonNull(itself.get());
              ringing.ringAt(System.nanoTime());
              ringing.off();
              rung.countDown();
            },
            this::started,
            NEVER_ALONE);
    itself.set(alarm);
    alarm.off();
    alarm.ringAt(System.nanoTime());
    assertThat(rung.await(10, SECONDS)).isTrue();

    awaitIdle(threads.get(0));

    assertThat(rings).hasValue(1);
    alarm.close();
  }

  private static void awaitIdle(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  @Test
  void anAlarmRingsThoughItsFirstThreadCouldNotBeStarted() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    CountDownLatch rung = new CountDownLatch(1);
    AlarmThread alarm =
        new AlarmThread(
            rung::countDown,
            task -> {
              if (starts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(task);
            },
            NEVER_ALONE);
    assertThatThrownBy(() -> alarm.ringAt(System.nanoTime())).isInstanceOf(OutOfMemoryError.class);
    alarm.ringAt(System.nanoTime());
    assertThat(rung.await(10, SECONDS)).isTrue();
    alarm.close();
  }

  @Test
  void closingDoesNotWaitForWhatRings() throws Exception {
    CountDownLatch ringing = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AlarmThread alarm =
        new AlarmThread(
            () -> {
              ringing.countDown();
              try {
                if (closed.await(30, SECONDS)) {
                  over.countDown();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    alarm.ringAt(System.nanoTime());
    assertThat(ringing.await(10, SECONDS)).isTrue();
    alarm.close(); // would wait for the ring, which waits for the end of this
    assertThat(over.getCount()).isEqualTo(1);
    closed.countDown();
    assertThat(over.await(10, SECONDS)).isTrue();
  }
}
