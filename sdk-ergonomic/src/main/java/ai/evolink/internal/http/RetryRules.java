package ai.evolink.internal.http;

import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownServiceException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call is sent again, and when.
 *
 * <p>Reads are, after whatever may pass. Everything else only if the service provably did not take
 * it: no byte left this machine, an HTTP/2 refusal, 429, or 503 with a body of the service's own.
 * An upload that broke off in the middle of its body was not taken either, since nothing can have
 * been stored; for a submit, which costs money, not even that is proof enough.
 */
public final class RetryRules {
  /** Not again. */
  static final long NO = -1;

  private static final long FIRST_CEILING = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LAST_CEILING = TimeUnit.SECONDS.toNanos(8);
  private static final int LAST_DOUBLING = 4;

  private final int maxRetries;
  private final RetryBudget budget;
  private final Timers timers;
  private final ErrorBodies errors;
  private final RandomGenerator random;

  RetryRules(int maxRetries, Timers timers, ErrorBodies errors, RandomGenerator random) {
    this.maxRetries = maxRetries;
    this.timers = timers;
    this.errors = errors;
    this.random = random;
    this.budget = new RetryBudget(timers.now());
  }

  /** {@return nanoseconds to wait after {@code failure} before the next attempt, or {@link #NO}} */
  long afterFailure(CallTrace trace, IOException failure, long deadline) {
    if (isLasting(failure) || ProxyRefusal.is(trace, failure)) {
      return NO;
    }
    boolean notTaken = !trace.hasLeft() || isHttp2Refusal(trace, failure);
    boolean again =
        switch (trace.kind) {
          case READ -> true;
          case CHANGE -> notTaken || (trace.status() == 0 && trace.isBodyUnfinished());
          case SUBMIT -> notTaken;
        };
    return again ? delay(trace, null, deadline) : NO;
  }

  /** {@return nanoseconds to wait after {@code answer} before the next attempt, or {@link #NO}} */
  long afterAnswer(CallTrace trace, Response answer, long deadline) {
    int status = answer.code();
    boolean again =
        trace.kind == CallKind.READ
            ? ApiStatuses.isRetryable(status)
            : ApiStatuses.isSurelyNotTaken(
                status, status == 503 && errors.peek(answer).isSurelyNotTaken());
    if (!again) {
      budget.answered(timers.now());
      return NO;
    }
    return delay(
        trace,
        RetryAfter.parse(answer.header(AttemptRules.RETRY_AFTER), timers.instant()),
        deadline);
  }

  private long delay(CallTrace trace, @Nullable Duration retryAfter, long deadline) {
    if (trace.attempts() > maxRetries || trace.isUnwanted()) {
      return NO;
    }
    long now = timers.now();
    long delay = jitter(trace.attempts());
    if (retryAfter != null) {
      // Added, so that those who were all told the same do not all come back at once.
      delay += Nanos.of(retryAfter);
    }
    // To wait for a moment after the deadline would only delay the bad news.
    return Timers.after(now, delay) < deadline && budget.tryTake(now) ? delay : NO;
  }

  /** Full jitter: anything from nothing to a ceiling that doubles. */
  private long jitter(int attempts) {
    long ceiling =
        Math.min(LAST_CEILING, FIRST_CEILING << Math.min(Math.max(attempts - 1, 0), LAST_DOUBLING));
    return (long) (random.nextDouble() * ceiling);
  }

  /** Whether {@code failure} says that the service refused the HTTP/2 stream without a look. */
  static boolean isHttp2Refusal(CallTrace trace, Throwable failure) {
    if (trace.status() != 0) {
      return false; // it did look
    }
    // OkHttp's own types for this are not exported. The first also stands for a GOAWAY that names
    // an earlier stream; the second for a connection that was shut down before the stream began.
    String type = failure.getClass().getName();
    return (type.equals("okhttp3.internal.http2.StreamResetException")
            && "stream was reset: REFUSED_STREAM".equals(failure.getMessage()))
        || type.equals("okhttp3.internal.http2.ConnectionShutdownException");
  }

  /** Whether the next attempt would fail in the same way. */
  private static boolean isLasting(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return !(failure instanceof SocketTimeoutException); // the time for the whole call is up
    }
    if (failure instanceof SSLException) {
      return failure instanceof SSLPeerUnverifiedException
          || failure.getCause() instanceof CertificateException;
    }
    return failure instanceof Lasting
        || failure instanceof UnknownServiceException // plain http, which the caller forbids
        || failure instanceof FileNotFoundException
        || failure instanceof FileSystemException;
  }

  /** A failure of our own finding, which another attempt would only repeat. */
  public static final class Lasting extends IOException {
    private static final long serialVersionUID = 1L;

    public Lasting(String message) {
      super(message);
    }

    Lasting(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
