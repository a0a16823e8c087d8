package ai.evolink.internal.download;

import ai.evolink.internal.http.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Connection;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client out of private networks, also where a public name leads into one. What a link
 * resolves to is decided by whoever owns its name, anew for every lookup; so the addresses
 * themselves are looked at, those that will be connected to.
 *
 * <p>Through a proxy it is the proxy that looks names up, and the proxy that decides. Its own
 * address, usually a private one, is looked up here, and must pass.
 */
public final class DownloadGuard implements Dns, Interceptor {
  private final Dns dns;
  private final Set<String> proxies = ConcurrentHashMap.newKeySet();

  private DownloadGuard(Dns dns) {
    this.dns = dns;
  }

  static OkHttpClient guarded(OkHttpClient client) {
    DownloadGuard guard = new DownloadGuard(client.dns());
    Proxy proxy = client.proxy();
    if (proxy != null) {
      guard.remember(proxy);
    }
    return client
        .newBuilder()
        .dns(guard)
        .proxySelector(guard.watching(client.proxySelector()))
        .addNetworkInterceptor(guard)
        .build();
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    List<InetAddress> all = dns.lookup(hostname);
    if (proxies.contains(hostname.toLowerCase(Locale.ROOT))) {
      return all;
    }
    List<InetAddress> open = all.stream().filter(a -> !Addresses.isPrivate(a)).toList();
    if (open.isEmpty() && !all.isEmpty()) {
      throw PrivateAddressException.resolved(hostname);
    }
    return open;
  }

  /** The last word, before a request leaves: the names of proxies have passed the lookup. */
  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null && connection.route().proxy().type() == Proxy.Type.DIRECT) {
      InetAddress address = connection.route().socketAddress().getAddress();
      if (address != null && Addresses.isPrivate(address)) {
        throw PrivateAddressException.resolved(chain.request().url().host());
      }
    }
    return chain.proceed(chain.request());
  }

  private void remember(Proxy proxy) {
    if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
      proxies.add(address.getHostString().toLowerCase(Locale.ROOT));
    }
  }

  private ProxySelector watching(ProxySelector selector) {
    return new ProxySelector() {
      @Override
      public @Nullable List<Proxy> select(URI uri) {
        List<Proxy> chosen = selector.select(uri);
        if (chosen != null) {
          chosen.forEach(DownloadGuard.this::remember);
        }
        return chosen;
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        selector.connectFailed(uri, address, failure);
      }
    };
  }
}
