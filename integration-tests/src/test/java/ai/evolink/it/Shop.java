package ai.evolink.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.CallbackHub;
import ai.evolink.CallbackReply;
import ai.evolink.EvolinkException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/**
 * A service that remembers what it was asked to make, whether or not anybody heard of it. Tasks are
 * completed at once unless {@link #status} says otherwise.
 */
final class Shop extends Dispatcher {
  static final String FIRST = "task-unified-1757165031-00000001";

  private static final Pattern CALLBACK = Pattern.compile("\"callback_url\":\"([^\"]+)\"");
  private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");

  /** The bodies of all submits that were taken. */
  final List<String> bought = new CopyOnWriteArrayList<>();

  final List<RecordedRequest> submits = new CopyOnWriteArrayList<>();

  /** The next answers to submits, in place of an accepted task; a task is made all the same. */
  final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  final Map<String, String> models = new ConcurrentHashMap<>();
  volatile String status = "completed";
  volatile String type = "image";

  /** Whether links to results have expired. */
  volatile boolean deadLinks;

  /** Answers submits, so that no task is made; null to make one. */
  volatile Supplier<@Nullable MockResponse> instead = () -> null;

  volatile Runnable onSubmit = () -> {};
  private final AtomicInteger count = new AtomicInteger();

  /** How a submit is answered. */
  enum Answer {
    /** The connection ends before the answer: a task was made. */
    LOST,
    /** No credits: no task was made. */
    REFUSED
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.startsWith("/v1/tasks/")) {
      return task(path.substring("/v1/tasks/".length()));
    }
    if (path.startsWith("/files/")) {
      if (deadLinks) {
        return new MockResponse.Builder().code(410).build();
      }
      return new MockResponse.Builder().setHeader("Content-Type", "image/png").body("png").build();
    }
    if (path.startsWith("/v1/catalog/")) {
      return json(404, "{}"); // it has no price list
    }
    return submit(request);
  }

  private MockResponse submit(RecordedRequest request) {
    submits.add(request);
    MockResponse other = instead.get();
    if (other != null) {
      return other;
    }
    Answer how = answers.poll();
    if (how == Answer.REFUSED) {
      return json(
          402, "{\"error\":{\"code\":\"insufficient_credits\",\"message\":\"no credits\"}}");
    }
    String body = request.getBody().utf8();
    bought.add(body);
    String id = "task-unified-1757165031-" + "%08d".formatted(count.incrementAndGet());
    Matcher model = MODEL.matcher(body);
    models.put(id, model.find() ? model.group(1) : "");
    onSubmit.run();
    if (how == Answer.LOST) {
      return new MockResponse.Builder()
          .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
          .build();
    }
    return json(200, MockService.SUBMITTED.replace(MockService.TASK_ID, id));
  }

  private MockResponse task(String id) {
    String model = models.get(id);
    if (model == null) {
      return json(404, "{\"error\":{\"code\":\"task_not_found\",\"message\":\"no such task\"}}");
    }
    return json(
        200,
        """
        {"created":%d,"id":"%s","model":"%s","object":"image.generation.task","type":"%s",
         "status":"%s","results":["http://localhost:%d/files/%s.png"],
         "error":{"code":"content_policy_violation","message":"blocked"}}"""
            .formatted(created, id, model, type, status, port, id)
            .replaceAll(
                ",\\s*\"(error|results)\":" + (status.equals("failed") ? "\\[[^]]*]" : "\\{[^}]*}"),
                ""));
  }

  volatile long created = 4_000_000_000L;
  volatile int port;

  static String callbackOf(String body) {
    Matcher address = CALLBACK.matcher(body);
    if (!address.find()) {
      throw new AssertionError("no callback address in " + body);
    }
    return address.group(1);
  }

  /** Calls back for a submit that was taken, as the service does when a task has ended. */
  CallbackReply callBack(CallbackHub hub, int submit, String taskId) {
    return hub.handle(
        URI.create(callbackOf(bought.get(submit))).getPath(),
        "{\"id\":\"%s\",\"status\":\"completed\"}".formatted(taskId).getBytes(UTF_8));
  }

  /** Does what may fail: what has come of it is looked at elsewhere. */
  static void ignoring(Runnable action) {
    try {
      action.run();
    } catch (EvolinkException e) {
      // As expected, or not.
    }
  }

  /** Lets nobody pass before it is told to. */
  static void hold(CountDownLatch arrived, CountDownLatch go) {
    arrived.countDown();
    try {
      if (!go.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("held for 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MockResponse json(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
