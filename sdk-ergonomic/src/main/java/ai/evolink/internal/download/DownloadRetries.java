package ai.evolink.internal.download;

import ai.evolink.internal.time.Nanos;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Decides whether a broken download is retried, and after which backoff. */
public final class DownloadRetries {
  /** The number of consecutive failures after which the download is given up. */
  private static final int MAX = 5;

  /** Progress, in bytes, after which the count of consecutive failures starts again. */
  private static final long PROGRESS = 1L << 20;

  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 5_000;

  private final Transfer transfer;
  private final RandomGenerator jitter;
  private int failures;
  private int attempts;
  private long furthest;

  DownloadRetries(Transfer transfer, RandomGenerator jitter) {
    this.transfer = transfer;
    this.jitter = jitter;
  }

  /** {@return the number of attempts that have failed} */
  int attempts() {
    return attempts;
  }

  /** Blocks until the next attempt is due; throws if there is none. */
  void next(IOException failure, long received) throws IOException {
    attempts++;
    failures = received - furthest >= PROGRESS ? 1 : failures + 1;
    furthest = Math.max(furthest, received);
    transfer.check(); // reports a cancel or a timeout rather than the call that it ended
    if (isOurTimeout(failure)) {
      throw transfer.late();
    }
    if (!isPassing(failure) || failures >= MAX) {
      throw failure;
    }
    Duration delay = delay(failure);
    if (Nanos.of(delay) >= transfer.left()) {
      throw failure;
    }
    transfer.pause(delay);
  }

  private Duration delay(IOException failure) {
    long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << (failures - 1));
    Duration rest = Duration.ofMillis(jitter.nextLong(most + 1));
    Duration told = failure instanceof BusyException busy ? busy.retryAfter() : null;
    return told == null ? rest : told.plus(rest);
  }

  /** Whether OkHttp's timeout ended the call: its timer may run slightly ahead of the clock. */
  private static boolean isOurTimeout(IOException failure) {
    return failure.getClass() == InterruptedIOException.class
        && "timeout".equals(failure.getMessage());
  }

  private static boolean isPassing(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return failure instanceof SocketTimeoutException; // not the interruption of a reader
    }
    return !(failure instanceof BadLinkException
        || failure instanceof UnmeasuredException
        || failure instanceof PrivateAddressException
        || failure instanceof SSLPeerUnverifiedException
        || failure.getCause() instanceof CertificateException);
  }

  /** The server asks to come back later. */
  static class BusyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;

    BusyException(int status, @Nullable Duration retryAfter) {
      super("HTTP " + status);
      this.retryAfter = retryAfter;
    }

    @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** A new link may not work yet, because the file has not reached the server that it points to. */
  static final class EarlyException extends BusyException {
    private static final long serialVersionUID = 1L;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    EarlyException(int status) {
      super(status, PATIENCE);
    }
  }
}
