package ai.evolink;

import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The two places that get the key: the API and the files service. */
final class Hosts {
  static final URI API = URI.create("https://api.evolink.ai");
  static final URI FILES = URI.create("https://files-api.evolink.ai");

  final HttpUrl api;
  final HttpUrl files;

  private Hosts(HttpUrl api, HttpUrl files) {
    this.api = api;
    this.files = files;
  }

  /**
   * A base URL of the caller's own serves the files too unless told otherwise: what is meant for a
   * proxy or an emulator must not go to the public hosts.
   */
  static Hosts of(@Nullable URI baseUrl, @Nullable URI filesBaseUrl, boolean plainHttpAllowed) {
    URI api = baseUrl == null ? API : baseUrl;
    URI files = filesBaseUrl != null ? filesBaseUrl : baseUrl == null ? FILES : baseUrl;
    return new Hosts(
        check("baseUrl", api, plainHttpAllowed), check("filesBaseUrl", files, plainHttpAllowed));
  }

  private static HttpUrl check(String name, URI uri, boolean plainHttpAllowed) {
    HttpUrl url = HttpUrl.parse(uri.toString());
    if (url == null) {
      throw new IllegalArgumentException(
          name + " must be an http or https URL with a host, but was " + uri);
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException(name + " must not carry a user name or password");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException(
          name + " must not have a query or a fragment, but was " + uri);
    }
    if (!url.isHttps() && !plainHttpAllowed && !Addresses.isLoopback(url.host())) {
      throw new IllegalArgumentException(
          name
              + " must be https, but was "
              + uri
              + ": the API key would travel in the clear. Call allowPlainHttp() if the network"
              + " is yours.");
    }
    String path = url.encodedPath();
    return path.endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  boolean isApi(HttpUrl url) {
    return sameOrigin(url, api);
  }

  /** Whether {@code url} belongs to the files service; on a shared origin the path tells. */
  boolean isFiles(HttpUrl url) {
    return sameOrigin(url, files)
        && (!sameOrigin(api, files)
            || url.encodedPath().toLowerCase(Locale.ROOT).contains("/api/v1/files/"));
  }

  boolean mayHaveKey(HttpUrl url) {
    return sameOrigin(url, api) || sameOrigin(url, files);
  }

  /** Whether the service at the base URL can reach this machine, so that local callbacks work. */
  boolean apiIsLoopback() {
    return Addresses.isLoopback(api.host());
  }

  private static boolean sameOrigin(HttpUrl a, HttpUrl b) {
    return a.port() == b.port() && a.host().equals(b.host()) && a.scheme().equals(b.scheme());
  }
}
