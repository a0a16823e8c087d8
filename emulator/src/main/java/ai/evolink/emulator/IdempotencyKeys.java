package ai.evolink.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which submit was answered how, by account and {@code Idempotency-Key}. A key stands for the first
 * task that was made with it, whatever is sent with it later; a refused submit takes none.
 */
final class IdempotencyKeys {

  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "idempotency-replayed";

  private final Map<Known, Answer> answers;

  IdempotencyKeys(int most) {
    this.answers =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Known, Answer> eldest) {
            return size() > most;
          }
        };
  }

  private record Known(String account, String key) {}

  /**
   * What a submit is answered.
   *
   * @param isReplayed whether an earlier one was answered so already
   */
  record Answer(String taskId, ObjectNode body, boolean isReplayed) {}

  /** The answer that was given, or else what the submit says; one submit at a time. */
  synchronized Answer once(String account, String key, Supplier<Answer> submit) {
    Known known = new Known(account, key);
    Answer given = answers.get(known);
    if (given != null) {
      return new Answer(given.taskId(), given.body(), true);
    }
    Answer answer = submit.get();
    answers.put(known, answer);
    return answer;
  }

  synchronized void clear() {
    answers.clear();
  }
}
