package ai.evolink.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource({
    "'', localhost, 80, true",
    "'', 127.0.0.1, 80, true",
    "'', '[::1]', 80, true",
    "'', api.evolink.ai, 443, false",
    "*, api.evolink.ai, 443, true",
    "evolink.ai, api.evolink.ai, 443, true",
    ".evolink.ai, api.evolink.ai, 443, true",
    "*.evolink.ai, API.evolink.ai, 443, true",
    "'a.com, EVOLINK.ai', evolink.ai, 443, true",
    "link.ai, evolink.ai, 443, false",
    "evolink.ai:8443, evolink.ai, 443, false",
    "evolink.ai:8443, evolink.ai, 8443, true",
    "10.1.2.3, 10.1.2.3, 80, true",
  })
  void hostIsAnExceptionOrNot(String variable, String host, int port, boolean covered) {
    assertThat(new NoProxy(variable).covers(host, port)).isEqualTo(covered);
  }

  @Test
  void textShowsNoCredentials() {
    ProxyVariables proxies =
        ProxyVariables.of(Map.of("https_proxy", "socks5://u:hidden@proxy.example"));
    assertThat(proxies.describe(URI.create("https://api.evolink.ai")))
        .contains("socks5://***@proxy.example:1080");
    assertThat(proxies.describe(URI.create("http://api.evolink.ai"))).isEmpty();
  }

  @Test
  void lowerCaseComesFirst() {
    ProxyVariables proxies =
        ProxyVariables.of(Map.of("http_proxy", "one:1", "HTTP_PROXY", "two:2", "no_proxy", ""));
    assertThat(proxies.describe(URI.create("http://a.com"))).contains("http://one:1");
  }
}
