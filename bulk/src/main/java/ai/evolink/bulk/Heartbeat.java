package ai.evolink.bulk;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs something again and again on a daemon thread, whatever it throws. */
final class Heartbeat implements AutoCloseable {
  static final Logger LOG = LoggerFactory.getLogger("ai.evolink.bulk");

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "evolink-bulk-heartbeat");
            made.setDaemon(true);
            return made;
          });

  private Heartbeat() {}

  static Heartbeat start(Duration every, Runnable beat) {
    Heartbeat heartbeat = new Heartbeat();
    var unused =
        heartbeat.thread.scheduleWithFixedDelay(
            () -> {
              try {
                beat.run();
              } catch (RuntimeException e) {
                LOG.warn("A heartbeat of this process has failed; the next one tries again.", e);
              }
            },
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
    return heartbeat;
  }

  /** {@return the process, for people} */
  static String processName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return ProcessHandle.current().pid() + "@" + host;
  }

  /** Returns once a beat under way is over. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
          LOG.warn("The database has not answered for a minute.");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
