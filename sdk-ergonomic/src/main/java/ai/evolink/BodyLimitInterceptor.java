package ai.evolink;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * Keeps answers small: refusals are cut, for only their beginning is ever read, and answers that no
 * task could fill are an error. Without this a broken gateway decides how much memory we use.
 */
final class BodyLimitInterceptor implements Interceptor {
  private static final long REFUSAL_BYTES = 64L << 10;
  private static final long ANSWER_BYTES = 32L << 20;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    if (response.isSuccessful()) {
      return body.contentLength() >= 0 && body.contentLength() <= ANSWER_BYTES
          ? response
          : response.newBuilder().body(limited(body)).build();
    }
    Buffer head = new Buffer();
    try (BufferedSource source = body.source()) {
      while (head.size() < REFUSAL_BYTES) {
        if (source.read(head, REFUSAL_BYTES - head.size()) < 0) {
          break;
        }
      }
    } catch (IOException e) {
      // The status is worth more than the rest of its explanation.
    }
    return response
        .newBuilder()
        .body(ResponseBody.create(head, body.contentType(), head.size()))
        .build();
  }

  private static ResponseBody limited(ResponseBody body) {
    BufferedSource source =
        Okio.buffer(
            new ForwardingSource(body.source()) {
              private long seen;

              @Override
              public long read(Buffer sink, long byteCount) throws IOException {
                long read = super.read(sink, byteCount);
                seen += Math.max(read, 0);
                if (seen > ANSWER_BYTES) {
                  throw new IOException("answer is larger than " + ANSWER_BYTES + " bytes");
                }
                return read;
              }
            });
    return ResponseBody.create(source, body.contentType(), body.contentLength());
  }
}
