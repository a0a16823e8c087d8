package ai.evolink.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that changes something: each attempt of its call may write it only once.
 *
 * <p>OkHttp repeats requests by itself after some answers (408, 503 with {@code Retry-After: 0})
 * and after some broken connections, and an interceptor of the caller may do the same. A body that
 * can be written only once prevents both; {@link SendGuard} stops interceptors that copy the body.
 */
public final class OneShotBody extends RequestBody {
  private final RequestBody body;
  private final CallTrace trace;

  /** The number of the last attempt that wrote the body; 0 before the first. */
  private final AtomicInteger written = new AtomicInteger();

  OneShotBody(RequestBody body, CallTrace trace) {
    this.body = body;
    this.trace = trace;
  }

  /** {@return the wrapped body, which may be written any number of times} */
  static RequestBody unwrapped(RequestBody body) {
    return body instanceof OneShotBody once ? once.body : body;
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
    int attempt = trace.attempts();
    if (attempt == 0) {
      body.writeTo(sink); // the call has not begun: something is only inspecting it
      return;
    }
    if (written.getAndSet(attempt) == attempt) {
      throw AttemptRules.secondTime();
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
