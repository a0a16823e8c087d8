package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.WaitClock;
import ai.evolink.internal.thread.CallThreads;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpStackTest {
  private static OkHttpClient made(@Nullable OkHttpClient base) {
    Hosts hosts = Hosts.of(null, null, false);
    return new HttpStack(
            base,
            new CallLog(hosts, WaitClock.system(), new Redaction(ApiKey.of("sk-test"))),
            new SigningInterceptor(hosts, ApiKey.of("sk-test"), "test", false),
            new CallThreads(1),
            (own, log, signing) -> own)
        .unsigned;
  }

  @Test
  void deadConnectionsAreNoticedByPings() {
    assertThat(made(null).pingIntervalMillis()).isEqualTo(10_000);
    assertThat(made(new OkHttpClient()).pingIntervalMillis()).isEqualTo(10_000);
  }

  /** Streams have no time limit but this one. */
  @Test
  void silenceEndsWhatHasNoLimitUnlessTheCallersClientSaysOtherwise() {
    assertThat(made(null).readTimeoutMillis()).isEqualTo(60_000);
    assertThat(made(new OkHttpClient()).readTimeoutMillis()).isEqualTo(10_000);
    OkHttpClient patient = new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
    assertThat(made(patient).readTimeoutMillis()).isZero();
  }

  /** An event that is not passed on would be one that listeners of callers no longer hear. */
  @Test
  void everyEventOfOkHttpIsPassedOn() {
    for (Method event : EventListener.class.getDeclaredMethods()) {
      boolean isEvent =
          Modifier.isPublic(event.getModifiers()) && !Modifier.isFinal(event.getModifiers());
      if (isEvent && !Modifier.isStatic(event.getModifiers())) {
        assertThatCode(
                () ->
                    UnsignedEvents.class.getDeclaredMethod(
                        event.getName(), event.getParameterTypes()))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void pingsOfTheCallersClientAreKept() {
    OkHttpClient base = new OkHttpClient.Builder().pingInterval(Duration.ofSeconds(3)).build();

    assertThat(made(base).pingIntervalMillis()).isEqualTo(3_000);
  }

  @Test
  void silenceEndsAReadInTimeForAnother() {
    long second = TimeUnit.SECONDS.toNanos(1);
    assertThat(AttemptRules.patience(CallKind.READ, 30 * second)).isEqualTo(10 * second);
    assertThat(AttemptRules.patience(CallKind.READ, 6 * second)).isEqualTo(5 * second);
    assertThat(AttemptRules.patience(CallKind.READ, 0)).isZero();
    assertThat(AttemptRules.patience(CallKind.SUBMIT, 30 * second)).isZero();
    assertThat(AttemptRules.patience(CallKind.CHANGE, 30 * second)).isZero();
  }

  @Test
  void olderOkHttpIsRefused() {
    OkHttpVersion.require("5.5.1", "x");
    OkHttpVersion.require("10.0.0", "x");
    OkHttpVersion.require("5.0.0-alpha.14", "x");
    OkHttpVersion.require("unknown", "x");
    OkHttpVersion.require(null, "x");

    assertThatIllegalStateException()
        .isThrownBy(() -> OkHttpVersion.require("4.12.0", "from file:/lib/okhttp-4.12.0.jar"))
        .withMessageContaining("OkHttp 4.12.0 is in use (from file:/lib/okhttp-4.12.0.jar)")
        .withMessageContaining("docs/dependencies.md");
  }
}
