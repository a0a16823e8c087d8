package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  /** The status of a GET by a client that trusts this authority and no other. */
  static int trusting(String pem, URI uri) throws Exception {
    return get(pem, uri).statusCode();
  }

  private static HttpResponse<String> get(String pem, URI uri) throws Exception {
    return send(pem, HttpRequest.newBuilder(uri));
  }

  private static HttpResponse<String> send(String pem, HttpRequest.Builder request)
      throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(context(pem)).build();
    return client.send(
        request.header("Authorization", "Bearer sk-test").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext context(String pem) throws GeneralSecurityException, IOException {
    Certificate authority =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("emulator", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void certificateIsGoodForThisMachine(String host) throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().tls().start()) {
      URI uri = URI.create("https://" + host + ":" + emulator.url().getPort() + "/v1/credits");

      assertThat(trusting(emulator.certificate().orElseThrow(), uri)).isEqualTo(200);
    }
  }

  @Test
  void linksLeadBackOverTls() throws Exception {
    try (EvolinkEmulator emulator =
        EvolinkEmulator.builder().pace(Duration.ZERO).tls("emulator.test").start()) {
      String pem = emulator.certificate().orElseThrow();
      HttpRequest.Builder submit =
          HttpRequest.newBuilder(emulator.url().resolve(Api.IMAGES))
              .POST(HttpRequest.BodyPublishers.ofString(Api.cat().toString()));
      String id =
          Json.read(send(pem, submit).body().getBytes(StandardCharsets.UTF_8))
              .path("id")
              .asString();

      String task = get(pem, emulator.url().resolve("/v1/tasks/" + id)).body();

      assertThat(emulator.url().getScheme()).isEqualTo("https");
      assertThat(task).contains("\"" + emulator.url() + "/results/" + id + "/1.png\"");
    }
  }

  @Test
  void certificateOfAnotherEmulatorIsNotTrusted() throws Exception {
    try (EvolinkEmulator emulator = EvolinkEmulator.builder().tls().start();
        EvolinkEmulator other = EvolinkEmulator.builder().tls().start()) {
      URI uri = emulator.url().resolve("/v1/credits");

      assertThatThrownBy(() -> trusting(other.certificate().orElseThrow(), uri))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void plainEmulatorHasNoCertificate() {
    try (EvolinkEmulator emulator = EvolinkEmulator.start()) {
      assertThat(emulator.certificate()).isEmpty();
    }
  }

  @Test
  void nameThatCannotBeOneIsRefused() {
    assertThatThrownBy(() -> EvolinkEmulator.builder().tls("not a name").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but was 'not a name'");
  }
}
