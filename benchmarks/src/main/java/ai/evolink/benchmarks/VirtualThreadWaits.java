package ai.evolink.benchmarks;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A loop that polls and sleeps, on a virtual thread per task. Needs JDK 21 or later to run. */
final class VirtualThreadWaits implements PendingWaiter {
  @Override
  public Object begin(int count) throws Exception {
    // By reflection, because this is compiled for Java 17.
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    CompletableFuture<?>[] waits = new CompletableFuture<?>[count];
    Gate polled = new Gate(count);
    for (int i = 0; i < count; i++) {
      String task = PendingWaiter.id(i);
      CompletableFuture<String> wait = new CompletableFuture<>();
      waits[i] = wait;
      start.invoke(null, (Runnable) () -> loop(task, wait, polled));
    }
    polled.await();
    return waits;
  }

  private static void loop(String task, CompletableFuture<String> wait, Gate polled) {
    try {
      while (!task.isEmpty()) {
        polled.pass();
        TimeUnit.HOURS.sleep(SLEEP_HOURS);
      }
      wait.complete(task);
    } catch (InterruptedException e) {
      wait.cancel(false);
    }
  }
}
