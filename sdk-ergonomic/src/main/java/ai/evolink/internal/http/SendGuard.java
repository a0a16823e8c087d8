package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Intercepts each request just before its first byte is sent; see {@link AttemptRules#claim}. */
public final class SendGuard implements Interceptor {
  /**
   * The header that replaces the {@code Retry-After} of a 503. OkHttp would act on the original by
   * itself: it repeats the request at once if the value is 0, and throws if it does not fit an
   * {@code int}.
   */
  private static final String HIDDEN_RETRY_AFTER = "X-Evolink-Sdk-Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    // Of the call, not of the chain: an interceptor may have built a request of its own.
    CallTrace trace = CallTrace.of(chain.call().request());
    AttemptRules.claim(trace, chain.call().isCanceled());
    Response response = chain.proceed(chain.request());
    if (response.code() == ProxyRefusal.STATUS && trace != null) {
      trace.answered(response.code(), null); // OkHttp may throw this answer away
      if (ProxyRefusal.isOfProxy(chain.connection())) {
        trace.refusedByProxy(); // so that OkHttp may ask its authenticator, and send it
      }
    }
    return response.code() == 503
        ? renamed(response, AttemptRules.RETRY_AFTER, HIDDEN_RETRY_AFTER)
        : response;
  }

  /** {@return {@code response} as the service sent it; itself if it is so already} */
  static Response withRetryAfter(Response response) {
    return renamed(response, HIDDEN_RETRY_AFTER, AttemptRules.RETRY_AFTER);
  }

  private static Response renamed(Response response, String from, String to) {
    String value = response.header(from);
    return value == null
        ? response
        : response.newBuilder().removeHeader(from).header(to, value).build();
  }
}
