package ai.evolink.cli.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The variables {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, as
 * curl and others read them, in either case; lower case comes first. What runs on this machine is
 * asked without a proxy. Their text does not show passwords.
 */
public final class ProxyVariables {
  private static final String AUTHORIZATION = "Proxy-Authorization";

  private final @Nullable Server https;
  private final @Nullable Server http;
  private final NoProxy exceptions;

  private ProxyVariables(@Nullable Server https, @Nullable Server http, NoProxy exceptions) {
    this.https = https;
    this.http = http;
    this.exceptions = exceptions;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one cannot be a proxy; the message names the variable, and
   *     not its value, which may have a password
   */
  public static ProxyVariables of(Map<String, String> env) {
    Server all = server(env, "ALL_PROXY");
    Server https = server(env, "HTTPS_PROXY");
    Server http = server(env, "HTTP_PROXY");
    return new ProxyVariables(
        https == null ? all : https,
        http == null ? all : http,
        new NoProxy(value(env, "NO_PROXY").orElse("")));
  }

  /** {@return whether there is a proxy for anything} */
  public boolean isPresent() {
    return https != null || http != null;
  }

  /** {@return the proxy for {@code target}, without its password; empty if it is asked directly} */
  public Optional<String> describe(URI target) {
    return Optional.ofNullable(serverFor(target)).map(Server::toString);
  }

  /** Has a client ask through them. */
  public void applyTo(OkHttpClient.Builder client) {
    client.proxySelector(new Selector()).proxyAuthenticator(new Knows());
  }

  private @Nullable Server serverFor(URI target) {
    String host = target.getHost();
    if (host == null || exceptions.covers(host, target.getPort())) {
      return null;
    }
    return "https".equalsIgnoreCase(target.getScheme()) ? https : http;
  }

  private static Optional<String> value(Map<String, String> env, String name) {
    String lower = env.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
    String upper = env.getOrDefault(name, "").strip();
    return Optional.of(lower.isEmpty() ? upper : lower).filter(text -> !text.isEmpty());
  }

  private static @Nullable Server server(Map<String, String> env, String name) {
    return value(env, name).map(text -> Server.parse(name, text)).orElse(null);
  }

  /** A proxy, and who we are to it. No record: its text would show the password. */
  private static final class Server {
    private final Proxy proxy;
    private final String shown;
    private final @Nullable String credentials;

    private Server(Proxy proxy, String shown, @Nullable String credentials) {
      this.proxy = proxy;
      this.shown = shown;
      this.credentials = credentials;
    }

    static Server parse(String variable, String text) {
      URI uri;
      try {
        uri = new URI(text.contains("://") ? text : "http://" + text);
      } catch (URISyntaxException e) { // whose message has the text
        throw wrong(variable);
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean socks = scheme.equals("socks5") || scheme.equals("socks5h") || scheme.equals("socks");
      String host = uri.getHost();
      if (host == null || (!socks && !scheme.equals("http"))) {
        throw wrong(variable);
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
      String user = uri.getUserInfo(); // decoded
      String credentials = null;
      if (user != null) {
        int colon = user.indexOf(':');
        credentials =
            Credentials.basic(
                colon < 0 ? user : user.substring(0, colon),
                colon < 0 ? "" : user.substring(colon + 1),
                StandardCharsets.UTF_8);
      }
      return new Server(
          new Proxy(
              socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
              InetSocketAddress.createUnresolved(host, port)),
          scheme + "://" + (user == null ? "" : "***@") + host + ":" + port,
          credentials);
    }

    private static IllegalArgumentException wrong(String variable) {
      return new IllegalArgumentException(
          variable + " must name a proxy such as http://proxy.example:3128 or socks5://host:1080");
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI target) {
      Server server = serverFor(target);
      return List.of(server == null ? Proxy.NO_PROXY : server.proxy);
    }

    @Override
    public void connectFailed(URI target, SocketAddress address, IOException failure) {
      // There is no other one to take in its place.
    }
  }

  private final class Knows implements Authenticator {
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
      if (route == null || response.request().header(AUTHORIZATION) != null) {
        return null; // it has refused them
      }
      for (Server server : new Server[] {https, http}) {
        if (server != null
            && server.credentials != null
            && Objects.equals(server.proxy.address(), route.proxy().address())) {
          return response.request().newBuilder().header(AUTHORIZATION, server.credentials).build();
        }
      }
      return null;
    }
  }
}
