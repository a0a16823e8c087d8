package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Applies {@link AttemptRules} to each answer before anything else handles it, and logs the
 * attempt.
 */
public final class AnswerInterceptor implements Interceptor {
  private final CallLog log;

  AnswerInterceptor(CallLog log) {
    this.log = log;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return log.tellOf(
        attempt ->
            AttemptRules.received(
                attempt.request(), SendGuard.withRetryAfter(attempt.proceed(attempt.request()))),
        chain);
  }
}
