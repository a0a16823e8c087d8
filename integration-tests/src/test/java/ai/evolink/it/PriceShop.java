package ai.evolink.it;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A service with a price list, which charges what it likes. */
final class PriceShop extends Dispatcher {
  static final String MODEL = "gemini-2.5-flash-image";
  private static final String DATE = "Sat, 10 Oct 2026 08:00:00 GMT";

  final List<RecordedRequest> priceReads = new CopyOnWriteArrayList<>();
  final List<String> submits = new CopyOnWriteArrayList<>();
  final List<String> uploads = new CopyOnWriteArrayList<>();

  /** What answers the next submits, by default an accepted task. */
  final Queue<Function<String, MockResponse>> answers = new ConcurrentLinkedQueue<>();

  /** The end of tasks, by their ids; others are being processed. */
  final Map<String, String> ends = new ConcurrentHashMap<>();

  /** What the price list answers; null for {@link #list}. */
  volatile MockResponse priceAnswer;

  volatile String list = list("16000");
  volatile String etag = "\"one\"";
  volatile String date = DATE;
  volatile String charge = "1.6";
  volatile Runnable onPriceRead = () -> {};
  volatile Runnable onUpload = () -> {};
  volatile Runnable onSubmit = () -> {};
  private final AtomicInteger count = new AtomicInteger();

  /** {@return a price list by which a picture costs so much, fresh for five minutes} */
  static String list(String units) {
    return list("[]", "{\"op\":\"constant\",\"value\":\"1\"}", "{\"uc\":\"" + units + "\"}");
  }

  /** {@return a price list with one component} */
  static String list(String parameters, String quantity, String rate) {
    return """
    {"meta":{"schema_version":"2","pricing_version":"p1",
      "fresh_until":"2026-10-10T08:05:00Z"},
     "model":{"model_id":"%s","modality":"image","operation":"image_generation",
      "pricing_status":"available","policy_source":"published",
      "settlement_basis":"request_only","parameters":%s,
      "components":[{"id":"output","role":"output","dimension":"output_image","unit":"image",
        "rate":%s,"pricing_status":"available","quantity_rule":%s,
        "rounding":{"point":"per_component_subtotal","mode":"half_up"},"tiers":[]}]}}\
    """
        .formatted(MODEL, parameters, rate, quantity);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.startsWith("/v1/catalog/")) {
      priceReads.add(request);
      onPriceRead.run();
      return price(request);
    }
    if (path.startsWith("/v1/tasks/")) {
      return json(200, task(path.substring("/v1/tasks/".length())));
    }
    if (path.contains("/files/")) {
      uploads.add(path);
      onUpload.run();
      return json(
          200,
          "{\"success\":true,\"data\":{\"file_id\":\"f\",\"file_url\":\"https://files.x/a.png\"}}");
    }
    submits.add(request.getBody().utf8());
    onSubmit.run();
    String id = id(count.incrementAndGet());
    Function<String, MockResponse> answer = answers.poll();
    return answer == null ? accepted(id, charge) : answer.apply(id);
  }

  static String id(int number) {
    return "task-unified-1757165031-" + "%08d".formatted(number);
  }

  private MockResponse price(RecordedRequest request) {
    MockResponse other = priceAnswer;
    if (other != null) {
      return other;
    }
    MockResponse.Builder answer =
        new MockResponse.Builder().setHeader("ETag", etag).setHeader("Date", date);
    return etag.equals(request.getHeaders().get("If-None-Match"))
        ? answer.code(304).build()
        : answer.setHeader("Content-Type", "application/json").body(list).build();
  }

  private String task(String id) {
    String end = ends.getOrDefault(id, "\"status\":\"processing\"");
    return """
    {"created":4000000000,"id":"%s","model":"%s","object":"image.generation.task",
     "type":"image",%s}\
    """
        .formatted(id, MODEL, end);
  }

  static MockResponse accepted(String id, String credits) {
    return json(
        200,
        """
        {"created":4000000000,"id":"%s","model":"%s","object":"image.generation.task",
         "progress":0,"status":"pending","type":"image"%s}\
        """
            .formatted(
                id,
                MODEL,
                credits.isEmpty() ? "" : ",\"usage\":{\"credits_reserved\":" + credits + "}"));
  }

  static MockResponse refused() {
    return json(402, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no credits\"}}");
  }

  static MockResponse lost() {
    return new MockResponse.Builder()
        .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
        .build();
  }

  static MockResponse json(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
