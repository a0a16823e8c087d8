package ai.evolink.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a run ended, for scripts: numbers and names never change their meaning. */
enum ExitCode {
  OK(0, "Done."),
  UNEXPECTED(1, "An error that nobody foresaw."),
  USAGE(2, "Wrong arguments, found before anything was sent."),
  NO_KEY(3, "There is no usable API key."),
  REFUSED(4, "The service refused the request, or the model that it names."),
  TASK_FAILED(5, "The task failed or was cancelled."),
  TIMED_OUT(6, "The wait timed out; the task lives on."),
  NETWORK(7, "The service could not be reached; nothing was charged."),
  UNCERTAIN(8, "A submit left and no answer came back: it may have been charged."),
  KEY_REFUSED(9, "The service refused the key (401, 403)."),
  NO_CREDITS(10, "Not enough credits (402)."),
  NOT_SAVED(11, "The task is done and paid, but a result could not be saved."),
  JOURNAL_DAMAGED(12, "The journal is damaged; no client can use it."),
  LIMIT(13, "--max-credits allows no more; what it refused was not sent."),
  NOTHING_FOUND(14, "No model fits what was searched for."),
  INTERRUPTED(130, "Stopped by Ctrl-C; a submitted task lives on.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** Its name in error documents, such as {@code task_failed}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The table that every {@code --help} ends with. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(Integer.toString(code.number), code.meaning);
    }
    return table;
  }
}
