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

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "null, 403", "http://localhost:8080, 200"})
  void tasksAndCallbacksAreInTheHandsOfTheOwnPageOnly(String origin, int status)
      throws IOException {
    String task = api.submit(Api.cat().put("callback_url", "http://127.0.0.1:1/hook")).id();
    for (String[] call :
        new String[][] {
          {"tasks/" + task, "{\"status\":\"failed\"}"},
          {"callbacks", "{\"task_id\":\"" + task + "\"}"},
          {"quotes", "{\"model\":\"krea-2-turbo\"}"}
        }) {
      String head = "POST /_emulator/" + call[0] + " HTTP/1.1\r\nHost: localhost:8080\r\n";
      String rest = "Content-Type: application/json\r\nConnection: close\r\n";
      RawCall answer =
          RawCall.send(
              emulator,
              head
                  + "Origin: "
                  + origin
                  + "\r\n"
                  + rest
                  + "Content-Length: "
                  + call[1].length()
                  + "\r\n\r\n"
                  + call[1]);

      assertThat(answer.answer()).startsWith("HTTP/1.1 " + status + " ");
    }
    assertThat(status(task)).isEqualTo(status == 200 ? "failed 0" : "pending 0");
  }

  @Test
  void pageFromElsewhereCannotSubmitWithAKey() throws IOException {
    // A browser asks before it sends a header of somebody's own, and is not given leave.
    RawCall call =
        RawCall.send(
            emulator,
            """
            OPTIONS /v1/images/generations HTTP/1.1
            Host: localhost
            Connection: close
            Origin: http://evil.example
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: authorization

            """
                .replace("\n", "\r\n"));

    assertThat(call.answer()).startsWith("HTTP/1.1 405 ").doesNotContain("Access-Control-Allow");
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
