package ai.evolink.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Answers submits with a new task, and queries with one that is not done, without a connection. */
final class CannedService implements Interceptor {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String TASK =
      """
      {"created":1757165031,"id":"%s","model":"gemini-2.5-flash-image",
       "object":"image.generation.task","progress":%d,"status":"%s",
       "task_info":{"can_cancel":true,"estimated_time":45},"type":"image"%s}""";
  private static final String USAGE =
      ",\"usage\":{\"billing_rule\":\"per_call\",\"credits_reserved\":1.6,\"user_group\":\"x\"}";

  private final AtomicInteger submits = new AtomicInteger();
  private volatile Gate polled = new Gate(0);

  /** {@return what opens after the next {@code queries} queries} */
  Gate expect(int queries) {
    Gate next = new Gate(queries);
    polled = next;
    return next;
  }

  @Override
  public Response intercept(Chain chain) {
    Request request = chain.request();
    String body;
    if (request.method().equals("POST")) {
      body = TASK.formatted(PendingWaiter.id(submits.getAndIncrement()), 0, "pending", USAGE);
    } else {
      String id = request.url().pathSegments().get(request.url().pathSize() - 1);
      body = TASK.formatted(id, 42, "processing", "");
      polled.pass();
    }
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(body, JSON))
        .build();
  }
}
