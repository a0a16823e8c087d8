package ai.evolink.internal.thread;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContinuationThreadsTest {

  @Test
  void callbacksThatBlockHoldUpNoOthers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(10);
    ContinuationThreads threads = new ContinuationThreads(null);
    try {
      for (int i = 0; i < 200; i++) {
        threads.executor().execute(() -> await(release));
      }
      for (int i = 0; i < 10; i++) {
        threads.executor().execute(others::countDown);
      }
      assertThat(others.await(30, SECONDS)).isTrue();
    } finally {
      release.countDown();
      threads.close();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
