package ai.evolink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxies of the environment are asked, with their credentials. */
class ProxiedRunTest {
  private static final String BALANCE =
      """
      {"data":{"token":{"remaining_credits":5,"unlimited_credits":false,"used_credits":1},\
      "user":{"remaining_credits":7,"used_credits":2}},"message":"","success":true}""";

  private final MockWebServer proxy = new MockWebServer();
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    proxy.start();
    env.put("EVOLINK_API_KEY", "sk-test");
    env.put("EVOLINK_BASE_URL", "http://service.test");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void credentialsAreSentOnceTheProxyWantsThem() throws Exception {
    env.put("http_proxy", "http://user:p%40ss@127.0.0.1:" + proxy.getPort());
    proxy.enqueue(wantsCredentials());
    proxy.enqueue(new MockResponse.Builder().body(BALANCE).build());
    assertThat(credits().succeeded().out()).startsWith("spendable  5");
    assertThat(take().getHeaders().get("Proxy-Authorization")).isNull();
    RecordedRequest second = take();
    assertThat(second.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXNlcjpwQHNz");
    assertThat(second.getUrl().host()).isEqualTo("service.test");
  }

  @Test
  void tunnelIsOpenedWithCredentials() throws Exception {
    env.put("HTTPS_PROXY", "user:pass@127.0.0.1:" + proxy.getPort());
    env.put("EVOLINK_BASE_URL", "https://service.test");
    proxy.enqueue(wantsCredentials());
    proxy.enqueue(wantsCredentials());
    Run run = credits();
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err())
        .contains("a proxy on the way wants credentials (HTTP 407)")
        .contains("HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.")
        .doesNotContain("httpClient", "pass@");
    RecordedRequest connect = take();
    assertThat(connect.getRequestLine()).startsWith("CONNECT service.test:443");
    assertThat(connect.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
  }

  @Test
  void exceptionsAreAskedDirectly() throws Exception {
    env.put("ALL_PROXY", "http://127.0.0.1:" + proxy.getPort());
    env.put("NO_PROXY", "example.com, .test");
    Run run = credits();
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err()).contains("the host name cannot be resolved (service.test)");
    assertThat(proxy.getRequestCount()).isZero();
  }

  @Test
  void whatIsNoProxyIsRefusedWithoutItsPassword() {
    env.put("HTTPS_PROXY", "ftp://user:hidden@proxy.example");
    Run run = credits();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("HTTPS_PROXY must name a proxy such as http://proxy.example:3128")
        .doesNotContain("hidden");
  }

  private Run credits() {
    return Run.with(env, "", "credits", "--allow-plain-http");
  }

  private RecordedRequest take() throws InterruptedException {
    RecordedRequest request = proxy.takeRequest(5, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static MockResponse wantsCredentials() {
    return new MockResponse.Builder()
        .code(407)
        .setHeader("Proxy-Authenticate", "Basic realm=x")
        .build();
  }
}
