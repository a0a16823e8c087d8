package ai.evolink.benchmarks;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Lets a share of the task queries fail: half of them get a 503, half lose their connection. */
final class Faults {
  private final double share;
  private final Random random;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();

  Faults(double share, long seed) {
    this.share = share;
    this.random = new Random(seed);
  }

  OkHttpClient.Builder addTo(OkHttpClient.Builder http) {
    return http.addInterceptor(this::refuse).addNetworkInterceptor(this::cut);
  }

  int refused() {
    return refused.get();
  }

  int cut() {
    return cut.get();
  }

  private Response refuse(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (!strikes(request)) {
      return chain.proceed(request);
    }
    refused.incrementAndGet();
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(503)
        .message("Service Unavailable")
        .body(
            ResponseBody.create(
                "{\"error\":{\"code\":503,\"message\":\"busy\",\"type\":\"service_unavailable\"}}",
                MediaType.get("application/json")))
        .build();
  }

  private Response cut(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null && strikes(chain.request())) {
      cut.incrementAndGet();
      connection.socket().close();
    }
    return chain.proceed(chain.request());
  }

  private boolean strikes(Request request) {
    return request.method().equals("GET") && random.nextDouble() < share / 2;
  }
}
