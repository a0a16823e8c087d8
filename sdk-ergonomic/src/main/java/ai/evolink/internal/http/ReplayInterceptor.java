package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands behind the interceptors of the caller's. One that proceeds again with a request that is
 * sent once gets what the first time has brought, again: an answer, or the failure after which
 * nobody knows. So it comes to its end, and what the service said is not lost.
 */
final class ReplayInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    CallTrace trace = CallTrace.of(chain.call().request());
    if (trace == null || trace.kind == CallKind.READ) {
      return SendGuard.withRetryAfter(chain.proceed(chain.request()));
    }
    FirstAnswer first = trace.firstAnswer();
    if (first != null) {
      return first.again();
    }
    Response response;
    try {
      response = SendGuard.withRetryAfter(chain.proceed(chain.request()));
    } catch (IOException e) {
      if (trace.hasLeft()) {
        trace.keep(FirstAnswer.of(e));
      }
      throw e;
    }
    trace.answered(response.code(), AttemptRules.requestId(response));
    FirstAnswer kept = FirstAnswer.of(chain.call().request(), response);
    if (kept != null) {
      trace.keep(kept);
    }
    return response;
  }
}
