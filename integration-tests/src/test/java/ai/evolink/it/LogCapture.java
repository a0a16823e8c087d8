package ai.evolink.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what the logger "ai.evolink" is told, from one level on, with causes and their traces. */
final class LogCapture extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("ai.evolink");
  private final Level before = logger.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogCapture(Level from) {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
    logger.setLevel(from);
    logger.addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord entry) {
    String thrown = entry.getThrown() == null ? "" : getFormatter().format(entry);
    lines.add(getFormatter().formatMessage(entry) + thrown);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
  }
}
