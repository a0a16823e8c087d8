package ai.evolink.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves the results of completed tasks to anybody who has the link, for as long as links live. */
final class ResultsEndpoint {

  static final String PREFIX = "/results/";

  private static final String NAME = "/1.png";
  private static final Duration LIFE = Duration.ofDays(1);
  private static final int CACHED = 32;

  private final EmulatorClock clock;
  private final TaskStore tasks;
  private final Map<String, byte[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  ResultsEndpoint(EmulatorClock clock, TaskStore tasks) {
    this.clock = clock;
    this.tasks = tasks;
  }

  /** The path of the result of a task. */
  static String path(Task task) {
    return PREFIX + task.id() + NAME;
  }

  void handle(Exchange exchange, String rest) {
    String id = rest.endsWith(NAME) ? rest.substring(0, rest.length() - NAME.length()) : "";
    Instant now = clock.now();
    Task task =
        tasks
            .get(id)
            .filter(found -> found.at(now).isCompleted())
            .filter(found -> found.end().map(end -> now.isBefore(end.plus(LIFE))).orElse(false))
            .orElseThrow(
                () ->
                    Refusal.at(exchange.path(), 404)
                        .message("The result does not exist, or its link has expired"));
    exchange.offload(() -> exchange.send(200, "image/png", picture(task)));
  }

  private byte[] picture(Task task) {
    synchronized (cache) {
      byte[] known = cache.get(task.id());
      if (known != null) {
        return known;
      }
    }
    byte[] made = PromptPicture.png(task.prompt(), task.size(), task.model());
    synchronized (cache) {
      cache.put(task.id(), made);
    }
    return made;
  }
}
