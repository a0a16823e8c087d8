package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.Artifact;
import ai.evolink.EvolinkClient;
import ai.evolink.TransportException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which networks the links of a service may lead into; here every name leads to this machine. */
class DownloadNetworksTest {
  private static final OkHttpClient HOME =
      new OkHttpClient.Builder().dns(name -> List.of(InetAddress.getLoopbackAddress())).build();

  @RegisterExtension final MockService service = new MockService();

  @TempDir Path folder;

  @Test
  void linkOfAPublicServiceIntoAPrivateNetworkIsRefused() throws Exception {
    try (EvolinkClient evolink = client("api.evolink.example").build()) {
      Artifact named = artifact(evolink, "http://cdn.evolink.example:" + port() + "/cat.png");
      Artifact written = artifact(evolink, "http://127.0.0.1:" + port() + "/cat.png");

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> named.saveTo(folder.resolve("cat.png")))
          .withMessageContaining(
              "cdn.evolink.example resolves to an address of a private network. If that network is"
                  + " yours, or a proxy on this machine answers for all names, call"
                  + " allowPrivateDownloads()");
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> written.saveTo(folder.resolve("cat.png")))
          .withMessageContaining("127.0.0.1 is an address of a private network");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2); // the queries
    assertThat(Artifacts.entries(folder)).isEmpty();
  }

  @Test
  void privateNetworksAreOpenToWhoAllowsThem() throws Exception {
    try (EvolinkClient evolink = client("api.evolink.example").allowPrivateDownloads().build()) {
      Artifact artifact = artifact(evolink, "http://cdn.evolink.example:" + port() + "/cat.png");
      service.answer(Artifacts.file("a picture").build());

      assertThat(artifact.saveInto(folder)).hasContent("a picture");
    }
  }

  @Test
  void serviceInAPrivateNetworkMayLinkIntoIt() throws Exception {
    try (EvolinkClient evolink = client("emulator").build()) {
      Artifact artifact = artifact(evolink, "http://emulator:" + port() + "/cat.png");
      service.answer(Artifacts.file("a picture").build());

      assertThat(artifact.saveInto(folder)).hasContent("a picture");
    }
  }

  private EvolinkClient.Builder client(String host) {
    return EvolinkClient.builder(MockService.KEY)
        .baseUrl(URI.create("http://" + host + ":" + port()))
        .allowPlainHttp()
        .httpClient(HOME);
  }

  private Artifact artifact(EvolinkClient evolink, String link) throws InterruptedException {
    return Artifacts.of(service, evolink, link, Artifacts.LONG_AGO);
  }

  private int port() {
    return service.server.getPort();
  }
}
