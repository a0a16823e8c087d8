package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plain client of an emulator. Every JSON answer that passes through it is checked against the
 * schema that the spec has for the operation and the status.
 */
final class Api {

  static final String IMAGES = "/v1/images/generations";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final String key;

  Api(EvolinkEmulator emulator) {
    this(emulator.url(), "sk-test");
  }

  /** A client of an emulator in another process. */
  static Api at(URI base) {
    return new Api(base, "sk-test");
  }

  private Api(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /** The same client with another key; an empty one is not sent. */
  Api as(String otherKey) {
    return new Api(base, otherKey);
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    JsonNode json() {
      return Json.read(response.body());
    }

    JsonNode error() {
      return json().path("error");
    }

    String message() {
      return error().path("message").asString();
    }

    String id() {
      assertThat(status()).as("status of %s", json()).isEqualTo(200);
      return json().path("id").asString();
    }
  }

  /** A body for the seed's model. */
  static ObjectNode cat() {
    return Json.object().put("model", "gemini-2.5-flash-image").put("prompt", "A cat");
  }

  Answer submit(ObjectNode body) {
    return post(IMAGES, body.toString());
  }

  Answer submit(String prompt) {
    return submit(cat().put("prompt", prompt));
  }

  Answer task(String id) {
    return get("/v1/tasks/" + id);
  }

  Answer post(String path, String json) {
    return post(path, "application/json", HttpRequest.BodyPublishers.ofString(json));
  }

  Answer post(String path, String type, HttpRequest.BodyPublisher body) {
    return send(path, "POST", request -> request.header("Content-Type", type).POST(body));
  }

  Answer get(String path) {
    return send(path, "GET", HttpRequest.Builder::GET);
  }

  Answer send(String path, String method) {
    return send(
        path, method, request -> request.method(method, HttpRequest.BodyPublishers.noBody()));
  }

  Answer send(String path, String method, String json) {
    return send(
        path,
        method,
        request ->
            request
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  private interface Step {
    HttpRequest.Builder on(HttpRequest.Builder request);
  }

  private Answer send(String path, String method, Step step) {
    URI uri = path.startsWith("http") ? URI.create(path) : URI.create(base + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      Answer answer =
          new Answer(HTTP.send(step.on(request).build(), HttpResponse.BodyHandlers.ofByteArray()));
      checkAgainstSpec(method, uri.getPath(), answer);
      return answer;
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + " " + path, e);
    }
  }

  private static void checkAgainstSpec(String method, String path, Answer answer) {
    assertThat(answer.header("x-request-id")).startsWith("req-");
    Optional<String> schema =
        Spec.get().operations().stream()
            .filter(operation -> operation.method().equals(method))
            .filter(
                operation ->
                    operation.path().equals(path)
                        || (operation.path().contains("{") && path.startsWith(operation.prefix())))
            .findFirst()
            .flatMap(operation -> operation.responseSchema(answer.status()));
    if (schema.isPresent()) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
      assertThat(Spec.get().check(schema.get(), answer.json())).as("%s", answer.json()).isEmpty();
    }
  }
}
