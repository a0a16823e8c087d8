package ai.evolink.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.TransportException;
import ai.evolink.WaitClock;
import ai.evolink.internal.time.Randomness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All public addresses are here the one mock server; private ones are never connected to. */
class DownloadGuardTest {
  private static final String PUBLIC = "203.0.113.7";
  private static final Instant SUBMITTED = Instant.EPOCH;

  private final MockWebServer server = new MockWebServer();
  private final List<String> lookups = new ArrayList<>();
  private final List<String> connects = new ArrayList<>();
  private List<String> answers = List.of(PUBLIC);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void publicNameIsFetched() throws IOException {
    server.enqueue(picture());

    try (InputStream in = open("http://cdn.example/a.png", client(null))) {
      assertThat(in).hasContent("a picture");
    }
    assertThat(lookups).containsExactly("cdn.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1"
      })
  void publicNameOfAPrivateAddressIsRefusedBeforeItIsConnectedTo(String address) {
    answers = List.of(address);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> open("http://cdn.example/a.png", client(null)))
        .withMessage(
            "Could not download cdn.example/a.png: cdn.example resolves to an address of a private"
                + " network. If that network is yours, or a proxy on this machine answers for all"
                + " names, call allowPrivateDownloads() on the client's builder.")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    assertThat(lookups).hasSize(1); // nor asked for again
    assertThat(connects).isEmpty();
  }

  @Test
  void onlyThePublicOnesOfSeveralAddressesAreUsed() throws IOException {
    answers = List.of("10.0.0.1", PUBLIC, "::1");
    server.enqueue(picture());

    open("http://cdn.example/a.png", client(null)).close();

    assertThat(connects).containsExactly(PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/a.png",
        "https://169.254.169.254/latest/meta-data",
        "http://[::1]/a.png",
        "http://[::ffff:a00:1]/a.png",
        "http://localhost/a.png",
        "http://metadata.google.internal/a.png",
        "http://2130706433/a.png"
      })
  void privateLinkIsRefusedUnseen(String link) {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> open(link, client(null)))
        .withMessageContaining("private network")
        .withMessageContaining("allowPrivateDownloads()");
    assertThat(lookups).isEmpty();
    assertThat(connects).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://10.0.0.1/b.png", "http://localhost/b.png", "https://[fd00::1]/b.png"})
  void redirectIntoAPrivateNetworkIsNotFollowed(String location) {
    server.enqueue(redirect(location));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> open("http://cdn.example/a.png", client(null)))
        .withMessageContaining("private network");
    assertThat(connects).containsExactly(PUBLIC);
  }

  @Test
  void redirectToANameOfAPrivateAddressIsNotFollowed() {
    server.enqueue(redirect("https://inner.example/b.png"));
    Dns dns = name -> List.of(address(name.equals("inner.example") ? "10.0.0.1" : PUBLIC));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> open("http://cdn.example/a.png", client(null).newBuilder().dns(dns).build()))
        .withMessageContaining("inner.example resolves to an address of a private network");
    assertThat(connects).containsExactly(PUBLIC);
  }

  @Test
  void redirectToPlainHttpIsNotFollowed() {
    server.enqueue(redirect("http://other.example/b.png"));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> open("http://cdn.example/a.png", client(null)))
        .withMessageContaining("it is redirected to plain http at other.example");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void proxyInThePrivateNetworkIsUsedAndLooksNamesUpItself(boolean selected) throws Exception {
    answers = List.of("127.0.0.1");
    server.enqueue(picture());
    Proxy proxy =
        new Proxy(
            Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved("Proxy.corp.example", server.getPort()));
    OkHttpClient client = selected ? selecting(proxy) : client(proxy);

    try (InputStream in = open("http://cdn.example/a.png", client)) {
      assertThat(in).hasContent("a picture");
    }
    assertThat(lookups).containsExactly("Proxy.corp.example");
    assertThat(server.takeRequest().getRequestLine()).startsWith("GET http://cdn.example/a.png ");
  }

  @Test
  void nameOfTheProxyIsNoWayAroundIt() {
    answers = List.of("127.0.0.1");
    Proxy proxy =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("corp.example", 3128));
    server.enqueue(picture());
    OkHttpClient client = selecting(proxy, Proxy.NO_PROXY); // the proxy is down

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> open("http://corp.example/a.png", client));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void privateNetworksCanBeAllowed() throws IOException {
    answers = List.of("127.0.0.1");
    server.enqueue(picture());
    Downloads downloads =
        new Downloads(
            client(null),
            new DownloadSettings(
                1_000,
                Duration.ofSeconds(30),
                true,
                false,
                WaitClock.system(),
                Randomness.system()));

    downloads.open(new ResultFile(URI.create("http://cdn.example/a.png"), SUBMITTED, 0)).close();

    assertThat(connects).containsExactly("127.0.0.1");
  }

  private static InputStream open(String link, OkHttpClient client) {
    Downloads downloads =
        new Downloads(
            client,
            new DownloadSettings(
                1_000,
                Duration.ofSeconds(30),
                false,
                false,
                WaitClock.system(),
                Randomness.system()));
    return downloads.open(new ResultFile(URI.create(link), SUBMITTED, 0));
  }

  private OkHttpClient client(@Nullable Proxy proxy) {
    return new OkHttpClient.Builder()
        .proxy(proxy)
        .followRedirects(false)
        .followSslRedirects(false)
        .socketFactory(new Detour())
        .dns(
            name -> {
              lookups.add(name);
              List<InetAddress> found = new ArrayList<>();
              answers.forEach(one -> found.add(address(one)));
              return found;
            })
        .build();
  }

  private OkHttpClient selecting(Proxy... proxies) {
    return client(null)
        .newBuilder()
        .proxySelector(
            new ProxySelector() {
              @Override
              public List<Proxy> select(URI uri) {
                return List.of(proxies);
              }

              @Override
              public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
            })
        .build();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MockResponse redirect(String location) {
    return new MockResponse.Builder().code(302).setHeader("Location", location).build();
  }

  private static MockResponse picture() {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "image/png")
        .body("a picture")
        .build();
  }

  /** Sockets that reach the mock server wherever they are told to go, except to port 3128. */
  private final class Detour extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
          InetSocketAddress target = (InetSocketAddress) to;
          if (target.getPort() == 3128) {
            throw new java.net.ConnectException("down");
          }
          connects.add(target.getAddress().getHostAddress());
          super.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
