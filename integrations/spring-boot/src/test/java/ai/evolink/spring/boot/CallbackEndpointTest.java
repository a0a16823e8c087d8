package ai.evolink.spring.boot;

import static ai.evolink.spring.boot.WebApplications.uri;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.CallbackHub;
import ai.evolink.spring.boot.WebApplications.Stack;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What a stranger may send to the address of callbacks, on both stacks. */
class CallbackEndpointTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";
  private static final String[] SETTINGS = {
    "evolink.callback.url=https://shop.example/evolink", "evolink.callback.key=" + KEY
  };

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource
  void genuineCallbackIsAcceptedWithAnyBody(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application = stack.start(SETTINGS)) {
      URI genuine = uri(application, "/evolink/" + Tokens.genuine(KEY));

      assertThat(post(genuine, new byte[0]).statusCode()).isEqualTo(204);
      assertThat(
              post(genuine, "{\"id\":\"task-unified-1\"}".getBytes(StandardCharsets.UTF_8))
                  .statusCode())
          .isEqualTo(204);
      assertThat(post(genuine, "no JSON".getBytes(StandardCharsets.UTF_8)).statusCode())
          .isEqualTo(204);
      assertThat(post(genuine, new byte[CallbackHub.MAX_BODY]).statusCode()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyHasMadeIsNotFound(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application = stack.start(SETTINGS)) {
      assertThat(post(uri(application, "/evolink/guessed"), new byte[0]).statusCode())
          .isEqualTo(404);
      assertThat(post(uri(application, "/evolink/a/b"), new byte[0]).statusCode()).isEqualTo(404);
      assertThat(post(uri(application, "/evolink/"), new byte[0]).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherMethodsAreRefused(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application = stack.start(SETTINGS)) {
      HttpResponse<String> got =
          http.send(
              HttpRequest.newBuilder(uri(application, "/evolink/" + Tokens.genuine(KEY))).build(),
              BodyHandlers.ofString());
      assertThat(got.statusCode()).isEqualTo(405);
    }
  }

  /** Announces 1 GB, sends a little more than what is read, and hears the answer all the same. */
  @ParameterizedTest
  @EnumSource
  void hugeBodyIsAnsweredBeforeItsEnd(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application = stack.start(SETTINGS)) {
      URI genuine = uri(application, "/evolink/" + Tokens.genuine(KEY));
      try (Socket socket = new Socket(genuine.getHost(), genuine.getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + genuine.getPath()
                    + " HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000000000\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[CallbackHub.MAX_BODY + 1]);
        out.flush();
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 413");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pathBehindAProxyIsSetApart(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application =
        stack.start(
            "evolink.callback.url=https://shop.example/outside/evolink",
            "evolink.callback.path=/evolink/inside/",
            "evolink.callback.key=" + KEY)) {
      URI genuine = uri(application, "/evolink/inside/" + Tokens.genuine(KEY));
      assertThat(post(genuine, new byte[0]).statusCode()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @EnumSource
  void contextPathIsNotPutTwice(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application =
        stack.start(
            "server.servlet.context-path=/app",
            "spring.webflux.base-path=/app",
            "evolink.callback.url=https://shop.example/app/evolink",
            "evolink.callback.key=" + KEY)) {
      URI genuine = uri(application, "/app/evolink/" + Tokens.genuine(KEY));
      assertThat(post(genuine, new byte[0]).statusCode()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnAddressNothingIsServed(Stack stack) throws Exception {
    try (ConfigurableApplicationContext application = stack.start()) {
      assertThat(post(uri(application, "/evolink/x"), new byte[0]).statusCode()).isEqualTo(404);
      assertThat(application.getBeansOfType(CallbackHub.class)).isEmpty();
    }
  }

  private HttpResponse<String> post(URI uri, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }
}
