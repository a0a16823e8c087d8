package ai.evolink.internal.http;

import ai.evolink.internal.text.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
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
          return AttemptRules.received(request, answer(attempt), redaction);
        },
        patient(chain));
  }

  /** What the service has said of a request that may cost outlives what interceptors throw. */
  private static Response answer(Chain chain) throws IOException {
    try {
      return SendGuard.withRetryAfter(chain.proceed(chain.request()));
    } catch (Throwable thrown) {
      CallTrace trace = CallTrace.of(chain.request());
      FirstAnswer kept = trace == null ? null : trace.firstAnswer();
      if (kept == null || !kept.isAnswer()) {
        throw thrown;
      }
      Log.LOGGER.log(
          Level.WARNING, "An interceptor threw; the answer that it was given is used.", thrown);
      return kept.again();
    }
  }

  /** {@return the chain with a time-out for reads that leaves time for another attempt} */
  private static Chain patient(Chain chain) {
    CallTrace trace = CallTrace.of(chain.request());
    long patience = trace == null ? 0 : TimeUnit.NANOSECONDS.toMillis(trace.patience());
    int given = chain.readTimeoutMillis();
    return patience == 0 || (given != 0 && given <= patience)
        ? chain
        : chain.withReadTimeout((int) Math.min(Integer.MAX_VALUE, patience), TimeUnit.MILLISECONDS);
  }
}
