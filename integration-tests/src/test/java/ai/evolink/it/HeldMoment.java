package ai.evolink.it;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A moment at a service that lasts until the test lets it pass. */
final class HeldMoment implements Runnable {
  private final CountDownLatch arrived;
  private final CountDownLatch release = new CountDownLatch(1);

  HeldMoment() {
    this(1);
  }

  /**
   * @param arrivals how many are to come here before {@link #awaitArrival} goes on
   */
  HeldMoment(int arrivals) {
    this.arrived = new CountDownLatch(arrivals);
  }

  @Override
  public void run() {
    arrived.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void awaitArrival() throws InterruptedException {
    if (!arrived.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError(arrived.getCount() + " have not come within 60 s");
    }
  }

  void pass() {
    release.countDown();
  }
}
