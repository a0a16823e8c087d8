package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.PollBudget;
import ai.evolink.emulator.EvolinkEmulator;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Ten thousand virtual threads block in {@code result()} at once, and each gets its picture. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads")
class VirtualThreadsTest {
  private static final int THREADS = 10_000;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void tenThousandAwaitsAllComplete() throws Exception {
    // By reflection, because the tests are compiled for Java 17.
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger completed = new AtomicInteger();
    CountDownLatch submitted = new CountDownLatch(THREADS);
    CountDownLatch ended = new CountDownLatch(THREADS);
    try (EvolinkEmulator emulator =
            EvolinkEmulator.builder()
                .pace(Duration.ofSeconds(1))
                .credits(BigDecimal.valueOf(1_000_000))
                .maxTasks(2 * THREADS)
                .start();
        EvolinkClient evolink =
            EvolinkClient.builder("sk-test")
                .baseUrl(emulator.url())
                .maxConcurrentRequests(64)
                .pollBudget(PollBudget.of(1_000, 1_000))
                .onSubmitted(task -> submitted.countDown())
                .build()) {
      long before = System.nanoTime();
      for (int i = 0; i < THREADS; i++) {
        start.invoke(
            null,
            (Runnable)
                () -> {
                  try {
                    evolink.images().generate(ImageRequest.of("x")).result().only();
                    completed.incrementAndGet();
                  } catch (Throwable t) {
                    failures.add(t);
                  } finally {
                    ended.countDown();
                  }
                });
      }
      submitted.await();
      int carriers = carriers();
      ended.await();

      assertThat(failures).isEmpty();
      assertThat(completed).hasValue(THREADS);
      System.out.printf(
          Locale.ROOT,
          "%,d virtual threads in result() on JDK %d: all complete after %,d ms; %s carriers, %d"
              + " processors.%n",
          THREADS,
          Runtime.version().feature(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before),
          carriers < 0 ? "unknown" : carriers,
          Runtime.getRuntime().availableProcessors());
      // A wait that held its carrier would make the scheduler add others, or end here for good.
      assertThat(carriers).isLessThanOrEqualTo(2 * Runtime.getRuntime().availableProcessors());
    }
  }

  /** How many platform threads run the virtual ones; -1 before JDK 24, which cannot tell. */
  private static int carriers() throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
    return beans.isRegistered(scheduler) ? (int) beans.getAttribute(scheduler, "PoolSize") : -1;
  }
}
