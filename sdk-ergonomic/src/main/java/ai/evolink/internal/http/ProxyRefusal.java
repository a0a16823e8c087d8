package ai.evolink.internal.http;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** HTTP 407: a proxy on the way wants credentials, and has passed nothing on. */
final class ProxyRefusal {
  static final int STATUS = 407;

  static final String NEXT_STEP =
      "Nothing was charged: it did not get to Evolink. Give the client's httpClient an OkHttpClient"
          + " with the proxyAuthenticator of your proxy.";

  /** What OkHttp says when a proxy refuses to open a tunnel. */
  private static final String NO_TUNNEL = "Failed to authenticate with proxy";

  private ProxyRefusal() {}

  /** Whether an answer over {@code connection} may be that of a proxy, who speaks plain HTTP. */
  static boolean isOfProxy(@Nullable Connection connection) {
    Route route = connection == null ? null : connection.route();
    return route != null && route.proxy().type() == Proxy.Type.HTTP && !route.requiresTunnel();
  }

  /** Whether {@code failure} is what OkHttp makes of a 407. */
  static boolean is(CallTrace trace, Throwable failure) {
    return trace.status() == STATUS
        || (failure instanceof IOException && NO_TUNNEL.equals(failure.getMessage()));
  }
}
