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

  /** The last sending that wrote it; 0 before the first. */
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
    int sending = trace.sendings();
    if (sending == 0) {
      body.writeTo(sink); // somebody looks at a call that has not begun
      return;
    }
    if (written.getAndSet(sending) == sending) {
      throw AttemptRules.secondTime();
    }
    trace.bodyRead();
    try {
      body.writeTo(sink);
    } catch (IOException e) {
      throw e;
    } catch (Throwable thrown) {
      // As an IOException it ends the connection too, which OkHttp might use again else.
      throw new RetryRules.Lasting("the content could not be read (" + thrown + ")", thrown);
    }
    trace.bodyComplete();
  }

  @Override
  public boolean isOneShot() {
    return !trace.isRefusedByProxy();
  }
}
