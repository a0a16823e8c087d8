package ai.evolink.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Counts the task queries that leave a client, and the most in any one second. */
final class PollMeter implements Interceptor {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ArrayDeque<Long> lastSecond = new ArrayDeque<>();
  private long first;
  private long last;
  private int polls;
  private int mostInASecond;

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (chain.request().method().equals("GET")) {
      count();
    }
    return chain.proceed(chain.request());
  }

  private synchronized void count() {
    long now = System.nanoTime();
    if (polls++ == 0) {
      first = now;
    }
    last = now;
    lastSecond.add(now);
    while (now - lastSecond.getFirst() > SECOND) {
      lastSecond.removeFirst();
    }
    mostInASecond = Math.max(mostInASecond, lastSecond.size());
  }

  synchronized int polls() {
    return polls;
  }

  synchronized int mostInASecond() {
    return mostInASecond;
  }

  /** From the first poll to the last. */
  synchronized double perSecond() {
    return polls * (double) SECOND / Math.max(1, last - first);
  }
}
