package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the control API: programs, and pages of its own. */
@Timeout(60)
class ControlGuardTest extends WithControl {

  @Test
  void wrongMethodIsRefusedAndTheRightOnesNamed() {
    Api.Answer answer = put("/_emulator/faults", "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, POST");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "''"})
  void whatAFormCanSendIsRefused(String type) throws IOException {
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    RawCall call =
        RawCall.send(
            emulator,
            "POST /_emulator/reset HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(call.answer()).startsWith("HTTP/1.1 415 ").contains("must be application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080,     http://evil.example,     403",
    "localhost:8080,     null,                    403",
    "localhost:8080,     http://localhost:9999,   403",
    "localhost:8080,     http://localhost:8080,   200",
    "localhost:8080,     '',                      200",
    "127.0.0.1:8080,     '',                      200",
    "[::1]:8080,         '',                      200",
    "evolink_emulator:1, '',                      200",
    "emulator:8080,      '',                      200",
    "host.docker.internal:8080, '',               200",
    "rebound.example:8080, http://rebound.example:8080, 403",
    "rebound.example:8080, '',                    403"
  })
  void pagesFromElsewhereAreKeptOut(String host, String origin, int status) throws IOException {
    String header = origin.isEmpty() ? "" : "Origin: " + origin + "\r\n";
    for (String line : new String[] {"GET /_emulator/faults", "DELETE /_emulator/tasks"}) {
      RawCall call =
          RawCall.send(
              emulator,
              line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + header + "\r\n");
      assertThat(call.answer()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void otherPathsDoNotMindTheHost() throws IOException {
    RawCall call =
        RawCall.send(
            emulator, "GET /v1/credits HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");

    assertThat(call.answer()).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void bodyOfAnyJsonTypeIsTaken() {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");

    assertThat(control.post("/_emulator/reset", "application/json; charset=utf-8", body).status())
        .isEqualTo(200);
  }
}
