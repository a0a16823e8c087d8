package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Applies {@link AttemptRules} to each answer before anything else handles it, and logs the
 * attempt.
 */
public final class AnswerInterceptor implements Interceptor {
  private final CallLog log;
  private final Redaction redaction;

  AnswerInterceptor(CallLog log, Redaction redaction) {
    this.log = log;
    this.redaction = redaction;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return log.tellOf(
        attempt -> {
          Request request = attempt.request();
          Response answer =
              AttemptRules.received(request, SendGuard.withRetryAfter(attempt.proceed(request)));
          return AttemptRules.isStreaming(request) ? answer : redaction.ofBody(answer);
        },
        chain);
  }
}
