package ai.evolink.emulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves the results of completed tasks to anybody who has the link, for as long as links live. */
final class ResultsEndpoint {

  static final String PREFIX = "/results/";

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

  /** What the paths of all files of a task begin with. */
  static String folder(Task task) {
    return PREFIX + task.id() + "/";
  }

  /** Whether the links of a completed task have ceased to lead anywhere. */
  static boolean isExpired(Task task, Instant now) {
    return task.end().map(end -> !now.isBefore(end.plus(task.output().linkLife()))).orElse(false);
  }

  void handle(Exchange exchange, String rest) {
    int slash = rest.indexOf('/');
    String id = slash < 0 ? rest : rest.substring(0, slash);
    String name = slash < 0 ? "" : rest.substring(slash + 1);
    Instant now = clock.now();
    Task task =
        tasks
            .get(id)
            .filter(found -> found.at(now).isCompleted())
            .filter(found -> !isExpired(found, now))
            .orElseThrow(() -> missing(exchange));
    MediaType type = task.output().typeOf(name).orElseThrow(() -> missing(exchange));
    exchange.offload(
        () ->
            exchange.send(
                200,
                type.type(),
                type == MediaType.PNG ? picture(task, name) : SampleMedia.of(type)));
  }

  private static Refusal missing(Exchange exchange) {
    return Refusal.at(exchange.path(), 404)
        .message("The result does not exist, or its link has expired");
  }

  private byte[] picture(Task task, String name) {
    String key = task.id() + "/" + name;
    synchronized (cache) {
      byte[] known = cache.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] made = draw(task, task.output().results().indexOf(name));
    synchronized (cache) {
      cache.put(key, made);
    }
    return made;
  }

  /** The picture at this place in the results, or below 0 one that is not among them. */
  private static byte[] draw(Task task, int index) {
    Output output = task.output();
    boolean layer = output.shape() == ResultShape.LAYERS && index > 0;
    String text = layer ? ResultData.layerName(index) : task.prompt();
    boolean oneOfMany = index >= 0 && output.files() > 1;
    String footer = task.model() + (oneOfMany ? " " + (index + 1) + "/" + output.files() : "");
    return PromptPicture.png(text, task.size(), footer);
  }
}
