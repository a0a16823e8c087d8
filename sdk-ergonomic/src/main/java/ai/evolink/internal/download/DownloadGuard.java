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
 * Keeps a client out of private networks, even if a public name resolves to a private address. The
 * owner of a name decides what it resolves to, and may answer differently for each lookup, so the
 * check applies to the very addresses that are connected to.
 *
 * <p>With a proxy, the proxy resolves names and decides what is allowed. The address of the proxy
 * itself, which is usually private, is looked up here and must be let through.
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

  /** The final check before a request is sent, since names of proxies pass the lookup unchecked. */
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
