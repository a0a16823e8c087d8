package ai.evolink;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Makes every body that changes something one-shot.
 *
 * <p>OkHttp repeats requests by itself after some answers (408, 503 with {@code Retry-After: 0})
 * and some broken connections, and so may an interceptor of the caller's. A body that can be
 * written once forbids both; {@link SendGuard} stops those who copy the body.
 */
final class OneShotInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    CallTrace trace = CallTrace.of(request);
    RequestBody body = request.body();
    if (trace == null || trace.kind == CallKind.READ || body == null) {
      return chain.proceed(request);
    }
    return chain.proceed(
        request.newBuilder().method(request.method(), new OneShot(body, trace)).build());
  }

  private static final class OneShot extends RequestBody {
    private final RequestBody body;
    private final CallTrace trace;
    private final AtomicBoolean written = new AtomicBoolean();

    OneShot(RequestBody body, CallTrace trace) {
      this.body = body;
      this.trace = trace;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (!written.compareAndSet(false, true)) {
        throw SendGuard.secondTime();
      }
      trace.bodyRead();
      body.writeTo(sink);
      trace.bodyComplete();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
