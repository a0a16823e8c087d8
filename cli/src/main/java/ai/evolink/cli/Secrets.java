package ai.evolink.cli;

import java.io.Console;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** What must not be seen: asked for without an echo, and shown in part. */
final class Secrets {
  private static final int SHOWN = 4;

  private Secrets() {}

  /**
   * Asks on the terminal, without showing what is typed.
   *
   * @param in what the command reads; another one than that of the process is no terminal
   * @return null if there is no terminal
   */
  static @Nullable String ask(String question, InputStream in) {
    Console console = in == System.in ? System.console() : null;
    if (console == null || !isTerminal(console)) {
      return null;
    }
    char[] typed = console.readPassword("%s", question);
    return typed == null ? "" : new String(typed);
  }

  /** Since Java 22 there may be a console that is no terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  /** {@return enough of a key to tell it from others, and too little to use it} */
  static String masked(String key) {
    return key.length() < 4 * SHOWN
        ? "***"
        : key.substring(0, 3) + "…" + key.substring(key.length() - SHOWN);
  }
}
