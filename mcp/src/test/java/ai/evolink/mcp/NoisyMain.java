package ai.evolink.mcp;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The server beside a library that prints, logs, and does not know better. */
public final class NoisyMain {
  /** Is in all lines of the library. */
  static final String NOISE = "stray text";

  private NoisyMain() {}

  /** Starts both. */
  public static void main(String[] args) {
    PrintStream before = System.out;
    Thread library =
        new Thread(
            () -> {
              while (System.out == before) {
                pause(); // no library runs before the server does
              }
              while (true) {
                System.out.print(NOISE + " without an end of line ");
                System.out.println("{\"" + NOISE + "\":\"2.0\"}");
                Logger.getLogger("library").log(Level.WARNING, NOISE);
                pause();
              }
            });
    library.setDaemon(true);
    library.start();
    Main.main(args);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
