package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.key;
import static ai.evolink.internal.journal.Purchases.task;

import ai.evolink.JournalException;
import ai.evolink.TaskJournal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Another process that has a journal open: buys until it is killed, and says what it was promised.
 */
final class JournalOwner implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private JournalOwner(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static JournalOwner start(Path journal) throws IOException {
    return new JournalOwner(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                JournalOwner.class.getName(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  long pid() {
    return process.pid();
  }

  /** {@return the next promise; null if there are no more} */
  @Nullable String promise() throws IOException {
    return output.readLine();
  }

  /** As {@code kill -9} does. Waits for the end; what it has said can be read still. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) {
    TaskJournal journal = TaskJournal.file(Path.of(args[0]));
    try {
      journal.open(SERVICE);
    } catch (JournalException e) {
      System.err.println("Another process is refused: " + e.getMessage());
      return;
    }
    for (int caller = 0; caller < 4; caller++) {
      String name = "order-" + caller + "-";
      new Thread(() -> buy(journal, name, System.out)).start();
    }
  }

  private static void buy(TaskJournal journal, String name, PrintStream promises) {
    for (int i = 0; ; i++) {
      String id = name + i;
      journal.intend(intent(id));
      promises.println("intended " + id + ".");
      journal.accepted(key(id), task(id), null);
      promises.println("bought " + id + ".");
    }
  }
}
