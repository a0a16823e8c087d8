package ai.evolink.internal.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlarmThreadTest {

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
            });
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
