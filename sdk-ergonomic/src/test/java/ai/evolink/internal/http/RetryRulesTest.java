package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.RecordingLog;
import ai.evolink.VirtualClock;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.EvolinkJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryRulesTest {
  private static final long FAR = Duration.ofHours(1).toNanos();

  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, new RecordingLog());

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 8000", "6, 8000", "500, 8000"})
  void ceilingDoublesUpToEightSeconds(int attempts, long millis) {
    CallTrace trace = trace(CallKind.READ, attempts);

    assertThat(rules(1_000, 1).afterFailure(trace, new IOException(), FAR))
        .isEqualTo(Duration.ofMillis(millis).toNanos());
    assertThat(rules(1_000, 0).afterFailure(trace, new IOException(), FAR)).isZero();
  }

  @Test
  void jitterComesOnTopOfRetryAfter() {
    assertThat(rules(2, 0.5).afterAnswer(trace(CallKind.READ, 1), throttled("3"), FAR))
        .isEqualTo(Duration.ofMillis(3_250).toNanos());
  }

  @Test
  void dateOfRetryAfterIsReadByTheClockOfTheClient() {
    Response answer = throttled("Thu, 01 Jan 2026 00:00:05 GMT");

    assertThat(rules(2, 0).afterAnswer(trace(CallKind.READ, 1), answer, FAR))
        .isEqualTo(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void waitThatWouldReachTheDeadlineIsNotBegun() {
    CallTrace trace = trace(CallKind.READ, 1);
    long deadline = Duration.ofSeconds(3).toNanos();

    assertThat(rules(2, 0).afterAnswer(trace, throttled("3"), deadline)).isEqualTo(RetryRules.NO);
    assertThat(rules(2, 0).afterAnswer(trace, throttled("2"), deadline)).isPositive();
  }

  @Test
  void emptyPurseEndsAllRepetitions() {
    RetryRules rules = rules(1_000, 0);
    for (int i = 0; i < 50; i++) {
      assertThat(rules.afterFailure(trace(CallKind.READ, 1), new IOException(), FAR)).isZero();
    }

    assertThat(rules.afterFailure(trace(CallKind.READ, 1), new IOException(), FAR))
        .isEqualTo(RetryRules.NO);
  }

  @Test
  void answersBringRepetitionsBack() {
    RetryRules rules = rules(1_000, 0);
    while (rules.afterFailure(trace(CallKind.READ, 1), new IOException(), FAR) != RetryRules.NO) {
      // The purse is emptied.
    }
    for (int i = 0; i < 15; i++) {
      assertThat(rules.afterAnswer(trace(CallKind.SUBMIT, 1), answer(400).build(), FAR))
          .isEqualTo(RetryRules.NO);
    }

    assertThat(rules.afterFailure(trace(CallKind.READ, 1), new IOException(), FAR)).isZero();
    assertThat(rules.afterFailure(trace(CallKind.READ, 1), new IOException(), FAR))
        .isEqualTo(RetryRules.NO);
  }

  @ParameterizedTest
  @MethodSource
  void whatMayPassIsTriedAgain(IOException failure) {
    assertThat(rules(2, 0).afterFailure(trace(CallKind.READ, 1), failure, FAR)).isZero();
    assertThat(rules(2, 0).afterFailure(trace(CallKind.SUBMIT, 1), failure, FAR)).isZero();
  }

  static List<IOException> whatMayPassIsTriedAgain() {
    return List.of(
        new ConnectException(),
        new UnknownHostException(),
        new SocketTimeoutException(),
        new SSLException("handshake cut"),
        new SSLHandshakeException("no shared cipher today"),
        new ProtocolException("unexpected end of stream"),
        new IOException("broken pipe"));
  }

  @ParameterizedTest
  @MethodSource
  void whatStaysIsNotTriedAgain(IOException failure) {
    for (CallKind kind : CallKind.values()) {
      assertThat(rules(2, 0).afterFailure(trace(kind, 1), failure, FAR)).isEqualTo(RetryRules.NO);
    }
  }

  static Stream<IOException> whatStaysIsNotTriedAgain() {
    SSLHandshakeException wrongCertificate = new SSLHandshakeException("certificate");
    wrongCertificate.initCause(new CertificateException());
    return Stream.of(
        wrongCertificate,
        new SSLPeerUnverifiedException("host name"),
        new InterruptedIOException("timeout"),
        new UnknownServiceException("CLEARTEXT"),
        new FileNotFoundException(),
        new NoSuchFileException("cat.png"),
        new RetryRules.Lasting("the stream has more than 7 bytes"));
  }

  @ParameterizedTest
  @EnumSource(CallKind.class)
  void onlyReadsAreTriedAgainOnceAByteHasLeft(CallKind kind) {
    CallTrace trace = trace(kind, 1);
    trace.claim(); // and no body, as with a deletion

    assertThat(rules(2, 0).afterFailure(trace, new IOException(), FAR))
        .isEqualTo(kind == CallKind.READ ? 0 : RetryRules.NO);
  }

  @Test
  void unfinishedBodyIsProofForUploadsButNotForMoney() {
    CallTrace upload = trace(CallKind.CHANGE, 1);
    CallTrace submit = trace(CallKind.SUBMIT, 1);
    for (CallTrace trace : List.of(upload, submit)) {
      trace.claim();
      trace.bodyRead();
    }

    assertThat(rules(2, 0).afterFailure(upload, new IOException(), FAR)).isZero();
    assertThat(rules(2, 0).afterFailure(submit, new IOException(), FAR)).isEqualTo(RetryRules.NO);
    upload.bodyComplete();
    assertThat(rules(2, 0).afterFailure(upload, new IOException(), FAR)).isEqualTo(RetryRules.NO);
  }

  @Test
  void refusalAfterAnAnswerHasBegunProvesNothing() throws Exception {
    IOException refusal = new okhttp3.internal.http2.ConnectionShutdownException();
    CallTrace trace = trace(CallKind.SUBMIT, 1);
    trace.claim();
    assertThat(rules(2, 0).afterFailure(trace, refusal, FAR)).isZero();

    trace.answered(200, null);
    assertThat(rules(2, 0).afterFailure(trace, refusal, FAR)).isEqualTo(RetryRules.NO);
  }

  private RetryRules rules(int maxRetries, double random) {
    return new RetryRules(
        maxRetries,
        timers,
        new ErrorBodies(EvolinkJson.moshi().adapter(Object.class), ApiKey.of("sk-test")),
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("only fractions are asked for");
          }

          @Override
          public double nextDouble() {
            return random;
          }
        });
  }

  private CallTrace trace(CallKind kind, int attempts) {
    CallTrace trace = new CallTrace(kind, CallThreads.Lane.CALL, AnswerForm.GENERATED, timers);
    for (int i = 0; i < attempts; i++) {
      trace.begin();
    }
    return trace;
  }

  private static Response throttled(String retryAfter) {
    return answer(429).header("Retry-After", retryAfter).build();
  }

  private static Response.Builder answer(int status) {
    return new Response.Builder()
        .request(new Request.Builder().url("http://localhost/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .body(ResponseBody.create("", null));
  }
}
