package ai.evolink.it;

import static ai.evolink.it.MockService.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.ImageRequest;
import ai.evolink.TransportException;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one line that a user reads: what was refused, why, and what to do now. Word for word. */
class ErrorMessagesTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"error":{"code":"invalid_parameter","message":"Missing required parameter: prompt","type":"invalid_request_error","param":"prompt"}} | HTTP 400 invalid_parameter: Missing required parameter: prompt (parameter prompt). Correct the request; the message names what is wrong.
          401 | {"error":{"code":"unauthorized","message":"Invalid or expired token","type":"authentication_error"}} | HTTP 401 unauthorized: Invalid or expired token. Check the API key (environment variable EVOLINK_API_KEY).
          402 | {"error":{"code":"insufficient_quota","message":"Insufficient quota. Please top up your account.","type":"insufficient_quota"}} | HTTP 402 insufficient_quota: Insufficient quota. Please top up your account. Top up the account, or raise the limit of the key, in the Evolink dashboard.
          403 | {"error":{"code":"model_access_denied","message":"Token does not have access to model: x","type":"invalid_request_error"}} | HTTP 403 model_access_denied: Token does not have access to model: x. Check the model id, or allow the model for this key in the Evolink dashboard.
          404 | {"error":{"code":404,"message":"Specified model not found","type":"not_found_error","param":"model","fallback_suggestion":"gpt-5"}} | HTTP 404: Specified model not found (parameter model) (gpt-5). Check the id and the base URL; tasks and files expire.
          413 | {"error":{"code":413,"message":"Image file too large","type":"request_too_large_error","param":"image_urls","fallback_suggestion":"compress image to under 4MB"}} | HTTP 413: Image file too large (parameter image_urls) (compress image to under 4MB). Send something smaller.
          429 | {"error":{"code":429,"message":"Rate limit exceeded","type":"rate_limit_error","fallback_suggestion":"retry after 60 seconds"}} | HTTP 429: Rate limit exceeded (retry after 60 seconds). Slow down and try again.
          500 | {"error":{"code":"internal_error","message":"Internal server error","type":"api_error"}} | HTTP 500 internal_error: Internal server error. It may have been charged: look for the task in the dashboard before you submit again.
          503 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_7","fallback_suggestion":"wait"} | HTTP 503: Overloaded (wait) [request req_7]. Try again later; if it lasts, ask support with the request id.
          418 | {"error":"nope"} | HTTP 418: nope. See the message.
          418 | {"error":"invalid_thing","error_description":"the thing is invalid"} | HTTP 418 invalid_thing: the thing is invalid. See the message.
          418 | {"message":"gone"} | HTTP 418: gone. See the message.
          400 | {"success":false,"code":40002,"msg":"type not allowed"} | HTTP 400 40002: type not allowed. Correct the request; the message names what is wrong.
          400 | <html><body>Bad request</body></html> | HTTP 400: <html><body>Bad request</body></html>. Correct the request; the message names what is wrong.
          404 | | HTTP 404: (empty body). Check the id and the base URL; tasks and files expire.
          404 | [] | HTTP 404: []. Check the id and the base URL; tasks and files expire.
          400 | {"error":{"code":{"x":1},"message":["y"],"type":7}} | HTTP 400: {"error":{"code":{"x":1},"message":["y"],"type":7}}. Correct the request; the message names what is wrong.
          """)
  void refusedSubmit(int status, String body, String message) {
    service.answer(status, body == null ? "" : body);

    assertThat(refusal(() -> service.evolink.images().submit(ImageRequest.of("x")).result()))
        .hasMessage("Evolink refused POST /v1/images/generations: " + message);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 500})
  void refusalOfTheFilesService(int status) {
    service.answer(status, "{\"success\":false,\"code\":40003,\"msg\":\"file quota reached\"}");

    ApiException refused =
        refusal(
            () ->
                service
                    .evolink
                    .files()
                    .upload(MediaSource.bytes(new byte[1], "image/png"))
                    .result());

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.code()).contains("40003");
    assertThat(refused.serverMessage()).contains("file quota reached");
    assertThat(refused).hasMessageContaining("HTTP " + status + " 40003: file quota reached");
  }

  @Test
  void summaryIsTheMessageWithoutTheNextStep() {
    service.answer(402, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"No.\"}}");

    EvolinkException refused =
        refusal(() -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(refused.summary())
        .isEqualTo("Evolink refused POST /v1/images/generations: HTTP 402 insufficient_quota: No.");
    assertThat(refused).hasMessage(refused.summary() + " " + refused.nextStep().orElseThrow());
  }

  @Test
  void serverThatRepeatsTheKeyIsNotBelieved() {
    service.answer(
        401, "{\"error\":{\"code\":\"invalid_token\",\"message\":\"Incorrect key: " + KEY + "\"}}");

    ApiException refused =
        refusal(() -> service.evolink.images().submit(ImageRequest.of("x")).result());

    assertThat(refused).hasMessageContaining("Incorrect key: [the API key]");
    assertThat(refused.body().orElseThrow()).doesNotContain(KEY);
    assertThat(refused.serverMessage().orElseThrow()).doesNotContain(KEY);
  }

  @Test
  void refusalOf100MegabytesIsKeptToItsBeginningOnly() throws Exception {
    try (Endless server = new Endless("500 Broken", 100L << 20);
        EvolinkClient evolink = service.client().baseUrl(server.url()).build()) {
      ApiException refused =
          catchThrowableOfType(ApiException.class, () -> evolink.credits().balance().result());

      assertThat(refused.body().orElseThrow()).hasSize(64 << 10);
      assertThat(refused.getMessage()).hasSizeLessThan(1_000);
    }
  }

  @Test
  void answerAnnouncedAsAGigabyteIsRefused() throws Exception {
    try (Endless server = new Endless("200 OK", 1L << 30);
        EvolinkClient evolink = service.client().baseUrl(server.url()).build()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> evolink.credits().balance().result())
          .withMessageContaining(
              "GET /v1/credits at 127.0.0.1: the answer is larger than 8388608 bytes");
    }
  }

  private static ApiException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ApiException refused = catchThrowableOfType(ApiException.class, call);
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).doesNotContain("\n").doesNotContain(KEY);
    return refused;
  }

  /** Answers one request with as many bytes as it announces, or as the client takes. */
  private static final class Endless implements AutoCloseable {
    private final ServerSocket server;

    Endless(String status, long length) throws IOException {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread thread =
          new Thread(
              () -> {
                long sent = 0;
                try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                  String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n";
                  out.write(head.getBytes(StandardCharsets.US_ASCII));
                  byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                  while (sent < length) {
                    out.write(piece);
                    sent += piece.length;
                  }
                } catch (IOException e) {
                  // the client has seen enough
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
