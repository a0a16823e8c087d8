package ai.evolink.simulation;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads the log of the client during a life, and keeps it from the console. */
final class LogWatch extends Handler implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("ai.evolink");

  /** How many lives are read down to the last detail: one of so many. */
  private static final int THOROUGH = 32;

  private final boolean parents = LOG.getUseParentHandlers();
  private boolean hasKey;

  private LogWatch() {}

  static LogWatch of(long seed) {
    LogWatch watch = new LogWatch();
    watch.setLevel(Level.ALL);
    LOG.setLevel(seed % THOROUGH == 0 ? Level.ALL : Level.WARNING);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(watch);
    return watch;
  }

  boolean hasKey() {
    return hasKey;
  }

  @Override
  public void publish(LogRecord line) {
    hasKey |= has(line.getMessage()) || (line.getThrown() != null && has(line.getThrown() + ""));
    Object[] parameters = line.getParameters();
    if (parameters != null) {
      for (Object parameter : parameters) {
        hasKey |= has(parameter + "");
      }
    }
  }

  private static boolean has(String text) {
    return text.contains(Jvm.KEY);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOG.removeHandler(this);
    LOG.setUseParentHandlers(parents);
    LOG.setLevel(null);
  }
}
