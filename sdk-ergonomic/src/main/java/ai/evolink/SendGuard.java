package ai.evolink;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands where a connection is there and the request's first byte is about to leave, and lets each
 * attempt of a call pass once: whatever made OkHttp, or an interceptor of the caller's, come back
 * cannot know that this may cost twice. What was given up meanwhile does not pass at all.
 *
 * <p>Adds the key, too: here no interceptor of the caller's sees it.
 */
final class SendGuard implements Interceptor {
  /**
   * Takes the place of the {@code Retry-After} of a 503: OkHttp repeats the request at once and
   * behind our back if it is 0, and dies of one that is no {@code int}. {@link AnswerInterceptor}
   * changes it back.
   */
  static final String HIDDEN_RETRY_AFTER = "X-Evolink-Sdk-Retry-After";

  static final String RETRY_AFTER = "Retry-After";

  private final Signature signature;

  SendGuard(Signature signature) {
    this.signature = signature;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    // Of the call, not of the chain: an interceptor may have built a request of its own.
    CallTrace trace = CallTrace.of(chain.call().request());
    if (trace != null && !trace.claim() && trace.kind != CallKind.READ) {
      throw chain.call().isCanceled() ? new IOException("Canceled") : secondTime();
    }
    Response response = chain.proceed(signature.on(chain.request()));
    String retryAfter = response.header(RETRY_AFTER);
    if (response.code() == 503 && retryAfter != null) {
      return response
          .newBuilder()
          .removeHeader(RETRY_AFTER)
          .header(HIDDEN_RETRY_AFTER, retryAfter)
          .build();
    }
    return response;
  }

  static IOException secondTime() {
    return new IOException("a request that may cost is sent once; this was the second time");
  }
}
