package ai.evolink.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Opens when a number of waits have been polled. */
final class Gate {
  private static final long PATIENCE_MINUTES = 10;

  private final CountDownLatch left;

  Gate(int count) {
    this.left = new CountDownLatch(count);
  }

  void pass() {
    left.countDown();
  }

  void await() throws InterruptedException {
    if (!left.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException(left.getCount() + " waits were not polled");
    }
    Thread.sleep(500); // from the poll to where the wait sleeps
  }
}
