package ai.evolink.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stderr is shown on.
 *
 * @param live whether it is a terminal, where a line can be written over
 * @param width columns
 * @param blocks whether it can show block characters
 */
record Screen(boolean live, int width, boolean blocks) {
  /** A file, a pipe, or nothing at all. */
  static final Screen NONE = new Screen(false, 80, false);

  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 10;

  /**
   * Finds out about this process. Java cannot tell whether stderr is a terminal, but a shell can.
   */
  private static Screen detect(Map<String, String> env, Charset charset) {
    if ("dumb".equals(env.get("TERM"))) {
      return NONE;
    }
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "test -t 2 && { stty size </dev/tty 2>/dev/null; :; }")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      shell.getOutputStream().close();
      String size = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean ended = shell.waitFor(2, TimeUnit.SECONDS);
      boolean live = ended && shell.exitValue() == 0;
      return live ? new Screen(true, width(size), charset.newEncoder().canEncode('█')) : NONE;
    } catch (IOException e) {
      return NONE; // no POSIX shell: better no bar than a broken one
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }

  /** Finds out when it is first asked, and once. */
  static final class Detected implements Supplier<Screen> {
    private final Map<String, String> env;
    private final Charset charset;
    private @Nullable Screen found;

    Detected(Map<String, String> env, Charset charset) {
      this.env = env;
      this.charset = charset;
    }

    @Override
    public synchronized Screen get() {
      Screen screen = found;
      if (screen == null) {
        screen = detect(env, charset);
        found = screen;
      }
      return screen;
    }
  }

  /** Reads the answer of {@code stty size}: rows, then columns; both 0 if nobody knows. */
  static int width(String size) {
    String[] parts = size.strip().split(" ", -1);
    if (parts.length == 2 && parts[1].matches("[0-9]{1,5}")) {
      int columns = Integer.parseInt(parts[1]);
      return columns == 0 ? USUAL_WIDTH : Math.max(NARROWEST, columns);
    }
    return USUAL_WIDTH;
  }
}
