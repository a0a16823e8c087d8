package ai.evolink.internal.submit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://your-domain.com/webhooks/image-task-completed",
        "https://8.8.8.8/x",
        "https://172.32.0.1/x",
        "https://[2606:4700::1111]/x",
        "HTTPS://your-domain.com"
      })
  void publicHttpsIsFine(String url) {
    assertThatCode(() -> CallbackUrls.requirePublic(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://172.16.0.1/x",
        "https://172.31.255.255/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/x",
        "https://100.64.0.1/x",
        "https://0.0.0.0/x",
        "https://localhost/x",
        "https://a.localhost/x",
        "https://LOCALHOST./x",
        "https://printer/x",
        "https://db.internal/x",
        "https://nas.local/x",
        "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.1]/x"
      })
  void privateAddressesAreRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackUrls.requirePublic(URI.create(url)))
        .withMessageContaining("callback_url must be a public address")
        .withMessageContaining("allowLocalCallbacks()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://your-domain.com/x", "ftp://your-domain.com/x"})
  void otherSchemesAreRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackUrls.requirePublic(URI.create(url)))
        .withMessageContaining("callback_url must be https, but was " + url);
  }

  @Test
  void relativeAddressIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackUrls.requirePublic(URI.create("/webhooks/x")))
        .withMessageContaining("must be an absolute https URL");
  }
}
