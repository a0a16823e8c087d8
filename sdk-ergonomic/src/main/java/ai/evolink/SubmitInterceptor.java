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
 * Makes every submit one-shot.
 *
 * <p>OkHttp repeats requests by itself after some answers (408, 503 with {@code Retry-After: 0})
 * and some broken connections, and so may an interceptor of the caller's. A body that can be
 * written once forbids both.
 */
final class SubmitInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    SubmitTrace trace = SubmitTrace.of(request);
    RequestBody body = request.body();
    if (trace == null || body == null) {
      return chain.proceed(request);
    }
    chain.call().addEventListener(trace);
    return chain.proceed(request.newBuilder().method(request.method(), new OneShot(body)).build());
  }

  private static final class OneShot extends RequestBody {
    private final RequestBody body;
    private final AtomicBoolean written = new AtomicBoolean();

    OneShot(RequestBody body) {
      this.body = body;
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
        // Whoever tries again cannot know that this may cost twice.
        throw new IOException("a submit is sent once; this would have been the second time");
      }
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
