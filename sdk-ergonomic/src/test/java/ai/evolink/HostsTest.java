package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  @Test
  void publicHostsAreTheDefault() {
    Hosts hosts = Hosts.of(null, null, false);

    assertThat(hosts.api).hasToString("https://api.evolink.ai/");
    assertThat(hosts.files).hasToString("https://files-api.evolink.ai/");
  }

  @Test
  void baseUrlOfTheCallerServesTheFilesToo() {
    Hosts hosts = Hosts.of(URI.create("https://proxy.example/evolink"), null, false);

    assertThat(hosts.api).hasToString("https://proxy.example/evolink/");
    assertThat(hosts.files).isEqualTo(hosts.api);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:1"
      })
  void loopbackMayBePlainHttp(String url) {
    assertThat(Hosts.of(URI.create(url), null, false).apiIsLoopback()).isTrue();
  }

  @Test
  void plainHttpElsewhereNeedsTheSwitch() {
    URI url = URI.create("http://emulator:8080");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(url, null, false))
        .withMessageContaining("baseUrl must be https, but was http://emulator:8080")
        .withMessageContaining("allowPlainHttp()");
    assertThat(Hosts.of(url, null, true).api).hasToString("http://emulator:8080/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "example.com",
        "/v1",
        "https://u:p@example.com",
        "https://e.com?x=1",
        "https://e.com#x"
      })
  void whatIsNoBaseUrlIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(URI.create(url), null, true))
        .withMessageContaining("baseUrl");
  }

  @Test
  void passwordInBaseUrlIsNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hosts.of(URI.create("https://u:secret@example.com"), null, true))
        .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.evolink.ai:8443/v1/tasks", "http://api.evolink.ai/v1/tasks",
        "https://api.evolink.ai.evil.example/", "https://files.evolink.ai/a.png"
      })
  void otherOriginsGetNoKey(String url) {
    assertThat(Hosts.of(null, null, false).mayHaveKey(HttpUrl.get(url))).isFalse();
  }
}
