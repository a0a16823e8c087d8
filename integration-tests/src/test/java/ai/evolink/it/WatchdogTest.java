package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread by which OkHttp keeps time limits. */
class WatchdogTest {
  private static final int CALLS = 300;

  @RegisterExtension MockService service = new MockService();

  /** Each wake of it costs a call more than its JSON does. */
  @Test
  void callsDoNotWakeIt() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    call();
    Thread watchdog =
        Awaits.threads().stream()
            .filter(thread -> thread.getName().equals("Okio Watchdog"))
            .findAny()
            .orElseThrow();

    long before = Objects.requireNonNull(threads.getThreadInfo(watchdog.getId())).getWaitedCount();
    for (int i = 0; i < CALLS; i++) {
      call();
    }
    long wakes =
        Objects.requireNonNull(threads.getThreadInfo(watchdog.getId())).getWaitedCount() - before;

    assertThat(wakes).isLessThan(CALLS / 4);
  }

  private void call() throws Exception {
    service.answer(MockService.task("processing", ""));
    service.evolink.tasks().get(MockService.TASK_ID).result();
    service.taken();
  }
}
