package ai.evolink.internal.http;

import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.RetryDelay;
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
 * Decides whether a call is retried, and after which backoff.
 *
 * <p>Reads are retried after any failure that may be transient, everything else only if the service
 * provably did not accept it: no byte was sent, HTTP/2 refused the stream, or the answer was 429,
 * or 503 with an error body written by the service itself, and no code in it says otherwise. An
 * upload whose body was sent only in part was not accepted either, since nothing can have been
 * stored. For a submit, which costs money, not even that is sufficient proof.
 */
public final class RetryRules {
  /** Do not retry. */
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

  /** {@return the backoff after {@code failure}, in nanoseconds, or {@link #NO}} */
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

  /** {@return the backoff after {@code answer}, in nanoseconds, or {@link #NO}} */
  long afterAnswer(CallTrace trace, Response answer, long deadline) {
    int status = answer.code();
    boolean again =
        trace.kind == CallKind.READ
            ? ApiStatuses.isRetryable(status)
            : ApiStatuses.mayBeNotTaken(status) && isWorthAnother(status, errors.peek(answer));
    if (!again) {
      budget.answered(timers.now());
      return NO;
    }
    return delay(
        trace, RetryDelay.believable(RetryAfter.of(answer.headers(), timers.instant())), deadline);
  }

  /** What the key or the account may not buy now, it may not buy in a second either. */
  private static boolean isWorthAnother(int status, ErrorBody error) {
    return ApiStatuses.isSurelyNotTaken(status, error) && !ErrorCodes.isSurelyUnpaid(error.code);
  }

  private long delay(CallTrace trace, @Nullable Duration retryAfter, long deadline) {
    if (trace.attempts() > maxRetries || trace.isUnwanted()) {
      return NO;
    }
    long now = timers.now();
    long delay = jitter(trace.attempts());
    if (retryAfter != null) {
      // Added to the jitter, so that clients that got the same value do not all return at once.
      delay += Nanos.of(retryAfter);
    }
    // Waiting beyond the deadline would only delay the failure.
    return Timers.after(now, delay) < deadline && budget.tryTake(now) ? delay : NO;
  }

  /** Full jitter: a random time between zero and a ceiling that doubles with each attempt. */
  private long jitter(int attempts) {
    long ceiling =
        Math.min(LAST_CEILING, FIRST_CEILING << Math.min(Math.max(attempts - 1, 0), LAST_DOUBLING));
    return (long) (random.nextDouble() * ceiling);
  }

  /**
   * Whether {@code failure} says that the service refused the HTTP/2 stream without processing it.
   */
  static boolean isHttp2Refusal(CallTrace trace, Throwable failure) {
    if (trace.status() != 0) {
      return false; // the service did process it
    }
    // OkHttp does not export its exception types for this. The first one also stands for a GOAWAY
    // that names an earlier stream, the second for a connection that was shut down before the
    // stream began.
    String type = failure.getClass().getName();
    return (type.equals("okhttp3.internal.http2.StreamResetException")
            && "stream was reset: REFUSED_STREAM".equals(failure.getMessage()))
        || type.equals("okhttp3.internal.http2.ConnectionShutdownException");
  }

  /** Whether the next attempt would fail in the same way. */
  private static boolean isLasting(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return !(failure instanceof SocketTimeoutException); // the timeout of the call has passed
    }
    if (failure instanceof SSLException) {
      return failure instanceof SSLPeerUnverifiedException
          || failure.getCause() instanceof CertificateException;
    }
    return failure instanceof Lasting
        || failure instanceof UnknownServiceException // plain http, which the client forbids
        || failure instanceof FileNotFoundException
        || failure instanceof FileSystemException;
  }

  /** A failure detected by the SDK, which would only recur in another attempt. */
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
