package ai.evolink.cli;

import ai.evolink.TaskHandle;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a run prints. Results go to stdout, everything else to stderr. In JSON mode stdout gets
 * one document, in UTF-8 whatever the locale, and stderr gets one JSON object a line. Thread-safe.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Supplier<Screen> screen;
  private boolean json;
  private boolean quiet;
  private @Nullable Thread lastSpeaker;

  /**
   * @param screen asked only if there is something to show on it
   */
  Console(PrintStream out, PrintStream err, Supplier<Screen> screen) {
    this.out = out;
    this.err = err;
    this.screen = screen;
  }

  synchronized void useJson(boolean json) {
    this.json = json;
  }

  /** From now on only results and errors are printed. */
  synchronized void beQuiet() {
    quiet = true;
  }

  synchronized boolean json() {
    return json;
  }

  /** Prints a result for people; control characters, which a server may have sent, are replaced. */
  synchronized void line(String text) {
    if (mayPrint()) {
      out.println(Text.harmless(text));
    }
  }

  /** Prints text of several lines that this program has composed. */
  synchronized void block(String text) {
    if (mayPrint()) {
      out.println(text);
      out.flush();
    }
  }

  /** Writes a file to stdout as it is. */
  synchronized void bytes(Path file) throws IOException {
    if (mayPrint()) {
      Files.copy(file, out);
      out.flush();
      if (out.checkError()) {
        throw new IOException("it is closed");
      }
    }
  }

  /** Prints the one document of a run in JSON mode. */
  synchronized void document(Object value) {
    if (mayPrint()) {
      byte[] bytes = (Json.document(value) + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }

  /** Says something beside the result. */
  void note(String text) {
    note(text, Map.of("note", text));
  }

  /** Says something beside the result, with another wording for machines. */
  synchronized void note(String text, Map<String, ?> document) {
    if (mayPrint() && !quiet) {
      if (json) {
        err.println(Json.line(document));
      } else {
        err.println(Text.harmless(text));
      }
    }
  }

  /**
   * Puts a paid task on record as soon as there is one: what stands here may be all that is left if
   * the machine goes down.
   */
  void bought(TaskHandle task, String resume) {
    String text = "Submitted " + task.id() + "; should this command be stopped: " + resume;
    Screen shown = shown();
    if (shown.live()) {
      above(text, shown.width());
    } else {
      note(text, Map.of("submitted", Map.of("id", task.id(), "token", task.toToken())));
    }
  }

  /** Writes a line over the bar, which is drawn again below it. */
  private synchronized void above(String text, int width) {
    if (mayPrint()) {
      String line = Text.harmless(text);
      String rest = " ".repeat(Math.max(0, width - 1 - line.length()));
      err.print("\r" + line + rest + System.lineSeparator());
      err.flush();
    }
  }

  synchronized void fail(Failure failure) {
    if (!mayPrint()) {
      return;
    }
    if (json) {
      err.println(Json.line(failure.toDocument()));
      return;
    }
    err.println("error: " + Text.harmless(failure.message()));
    String next = failure.next();
    if (next != null) {
      err.println("next:  " + Text.harmless(next));
    }
  }

  synchronized void stackTrace(Throwable thrown) {
    if (mayPrint()) {
      thrown.printStackTrace(err);
    }
  }

  /** A bar on stderr; one that shows nothing if stderr is no terminal, and in JSON mode. */
  ProgressView progress() {
    return ProgressView.on(shown(), err);
  }

  /** A bar for many rows, as {@link #progress()}. */
  BatchView progress(int rows) {
    return new BatchView(this, shown(), err, rows);
  }

  /** What can be written over; nothing in JSON mode or if all shall be quiet. */
  private Screen shown() {
    boolean hidden;
    synchronized (this) {
      hidden = json || quiet;
    }
    return hidden ? Screen.NONE : screen.get();
  }

  /** A bar for the items of bulks, as {@link #progress()}. */
  BulkBar bulkProgress() {
    return new BulkBar(this, json() ? Screen.NONE : screen.get(), err);
  }

  /** Whether there is somebody to ask. */
  boolean isInteractive() {
    return !json() && screen.get().live();
  }

  /**
   * Asks a question on the terminal.
   *
   * @param in where the answer comes from, up to the end of its line
   * @return whether the answer is yes
   */
  boolean confirm(String question, InputStream in) {
    synchronized (this) {
      err.print(Text.harmless(question) + " [y/N] ");
      err.flush();
    }
    StringBuilder answer = new StringBuilder();
    try {
      for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
        answer.append((char) read);
      }
    } catch (IOException e) {
      return false;
    }
    return answer.toString().strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** From now on only the calling thread is heard: the process is about to end. */
  synchronized void takeLastWord() {
    lastSpeaker = Thread.currentThread();
  }

  private boolean mayPrint() {
    return lastSpeaker == null || lastSpeaker == Thread.currentThread();
  }
}
