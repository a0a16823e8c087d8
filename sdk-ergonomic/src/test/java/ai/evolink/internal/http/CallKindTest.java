package ai.evolink.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallKindTest {
  @ParameterizedTest
  @CsvSource({
    "GET,    https://api.evolink.ai/v1/tasks/t,                      READ",
    "HEAD,   https://api.evolink.ai/v1/models,                       READ",
    "DELETE, https://files-api.evolink.ai/api/v1/files/f,            CHANGE",
    "POST,   https://files-api.evolink.ai/api/v1/files/upload/url,   CHANGE",
    "POST,   https://elsewhere.example/v1/images/generations,        CHANGE",
    "POST,   https://api.evolink.ai/v1/tasks/task-unified-1/cancel,  CHANGE",
    "POST,   https://api.evolink.ai/v1/tasks/task-unified-1/cancels, SUBMIT",
    "POST,   https://api.evolink.ai/v1/images/generations,           SUBMIT",
    "PUT,    https://api.evolink.ai/v1/tomorrow,                     SUBMIT",
    "PATCH,  https://api.evolink.ai/v1/tomorrow,                     SUBMIT"
  })
  void whatIsNotKnownToBeFreeMayCost(String method, String url, CallKind kind) {
    assertThat(kind(method, url, Hosts.of(null, null, false))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/api/v1/files/upload/stream, CHANGE",
    "http://localhost:8080/v1/images/generations,      SUBMIT"
  })
  void pathTellsUploadsFromSubmitsOnASharedHost(String url, CallKind kind) {
    Hosts shared = Hosts.of(URI.create("http://localhost:8080"), null, false);

    assertThat(kind("POST", url, shared)).isEqualTo(kind);
  }

  private static CallKind kind(String method, String url, Hosts hosts) {
    RequestBody body =
        method.equals("GET") || method.equals("HEAD") ? null : RequestBody.create("", null);
    return CallKind.of(new Request.Builder().url(url).method(method, body).build(), hosts);
  }
}
