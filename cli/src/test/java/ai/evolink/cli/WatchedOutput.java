package ai.evolink.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A stream whose text another thread can wait for. */
final class WatchedOutput extends ByteArrayOutputStream {
  private static final long LIMIT_SECONDS = 30;

  PrintStream stream() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, length);
    notifyAll();
  }

  @Override
  public synchronized void write(int b) {
    super.write(b);
    notifyAll();
  }

  synchronized void awaitText(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!text().contains(text)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("Waited for \"" + text + "\", but there was only:\n" + text());
      }
      wait(left);
    }
  }

  String text() {
    return toString(StandardCharsets.UTF_8);
  }
}
