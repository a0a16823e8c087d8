package ai.evolink.it;

import java.util.concurrent.CountDownLatch;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Accepts a submit, but answers only when told to. */
final class HeldAnswer extends Dispatcher {
  final CountDownLatch arrived = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    arrived.countDown();
    release.await();
    return new MockResponse.Builder().body(MockService.SUBMITTED).build();
  }
}
