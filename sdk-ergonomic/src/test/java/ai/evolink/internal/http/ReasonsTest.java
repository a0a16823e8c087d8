package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  @Test
  void eachFailureIsToldInAFewWords() {
    Map<Throwable, String> reasons =
        Map.of(
            new UnknownHostException("api.test"), "the host name cannot be resolved (api.test)",
            new ConnectException("refused"), "the connection was refused (refused)",
            new SSLHandshakeException("no\ntrust"), "the TLS connection failed (no trust)",
            new SocketTimeoutException(), "it took too long",
            new InterruptedIOException("timeout"), "it took too long (timeout)",
            new RetryRules.Lasting("the answer is too large"), "the answer is too large",
            new EOFException(), "EOFException",
            new IOException("reset"), "IOException: reset");

    reasons.forEach((failure, reason) -> assertThat(of(failure)).isEqualTo(reason));
    assertThat(of(new NoSuchFileException("/pictures/cat.png"))).contains("/pictures/cat.png");
  }

  @Test
  void onlyTheBeginningOfALongMessageIsTold() {
    assertThat(of(new IOException("x".repeat(300))))
        .isEqualTo("IOException: " + "x".repeat(200) + "…");
    assertThat(of(new NoSuchFileException("x".repeat(300)))).hasSize(201).endsWith("…");
  }

  @Test
  void keyIsTakenOutBeforeTheMessageIsCut() {
    UnaryOperator<String> clean = text -> text.replace("sk-secret", "[the API key]");
    String message = "/" + "x".repeat(194) + "sk-secret";

    assertThat(Reasons.of(new IOException(message), clean)).doesNotContain("sk-");
    assertThat(Reasons.of(new NoSuchFileException(message), clean)).doesNotContain("sk-");
  }

  private static String of(Throwable failure) {
    return Reasons.of(failure, UnaryOperator.identity());
  }
}
