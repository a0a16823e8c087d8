package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TransportException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proxies that want credentials; the scripted server is the proxy. */
class ProxyTest {
  private static final Authenticator KNOWS =
      (route, response) ->
          response.request().header("Proxy-Authorization") != null
              ? null
              : response
                  .request()
                  .newBuilder()
                  .header("Proxy-Authorization", "Basic dXNlcjpwYXNz")
                  .build();

  @RegisterExtension final MockService service = new MockService();

  private static MockResponse.Builder wantsCredentials() {
    return new MockResponse.Builder().code(407).setHeader("Proxy-Authenticate", "Basic realm=x");
  }

  private EvolinkClient client(String scheme, Authenticator authenticator) {
    InetSocketAddress proxy =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), service.url().getPort());
    return EvolinkClient.builder(MockService.KEY)
        .baseUrl(URI.create(scheme + "://service.test"))
        .allowPlainHttp()
        .httpClient(
            new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, proxy))
                .proxyAuthenticator(authenticator)
                .build())
        .build();
  }

  private static TransportException failureOfSubmit(EvolinkClient evolink) {
    return catchThrowableOfType(
        TransportException.class, () -> evolink.images().submit(ImageRequest.of("x")).result());
  }

  private static void assertTold(TransportException failure) {
    assertThat(failure)
        .hasMessageContaining("a proxy on the way wants credentials (HTTP 407)")
        .hasMessageContaining("proxyAuthenticator");
    assertThat(failure.charge()).isEqualTo(Charge.NONE);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void submitOverPlainHttpIsSentAgainWithCredentials() throws Exception {
    service.answer(wantsCredentials().build());
    service.answer(MockService.SUBMITTED);
    try (EvolinkClient evolink = client("http", KNOWS)) {
      assertThat(evolink.images().submit(ImageRequest.of("A cat")).result().id())
          .isEqualTo(MockService.TASK_ID);
    }
    assertThat(service.taken().getHeaders().get("Proxy-Authorization")).isNull();
    var second = service.taken();
    assertThat(second.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
    assertThat(second.getBody().utf8()).contains("A cat");
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void submitThatPassedTheProxyAtLastIsInDoubtWithoutAnAnswer() {
    service.answer(wantsCredentials().build());
    service.answer(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build());
    try (EvolinkClient evolink = client("http", KNOWS)) {
      SubmissionUncertainException inDoubt =
          catchThrowableOfType(
              SubmissionUncertainException.class,
              () -> evolink.images().submit(ImageRequest.of("x")).result());
      assertThat(inDoubt).isNotNull();
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void missingCredentialsAreToldOverPlainHttp() {
    service.answer(wantsCredentials().build());
    try (EvolinkClient evolink = client("http", Authenticator.NONE)) {
      assertTold(failureOfSubmit(evolink));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void wrongCredentialsAreToldOverPlainHttp() {
    service.answer(wantsCredentials().build());
    service.answer(wantsCredentials().build());
    try (EvolinkClient evolink = client("http", KNOWS)) {
      assertTold(failureOfSubmit(evolink));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void missingCredentialsForATunnelAreToldOnce() {
    service.answer(wantsCredentials().build());
    try (EvolinkClient evolink = client("https", Authenticator.NONE)) {
      assertTold(failureOfSubmit(evolink));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void proxyThatNobodyKnewOfIsTold() {
    service.answer(wantsCredentials().build());

    assertTold(failureOfSubmit(service.evolink));
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }
}
