package ai.evolink.internal.http;

import ai.evolink.api.Server;
import ai.evolink.api.TasksApi;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/**
 * The servers that requests go to, and those that get the API key: the ones in the specification,
 * or those that the caller has set in their place.
 */
public final class Hosts {
  static final URI API = URI.create("https://api.evolink.ai");
  static final URI FILES = URI.create("https://files-api.evolink.ai");

  private static final String GENERATED = TasksApi.class.getPackageName();

  public final HttpUrl api;
  final HttpUrl files;

  /** Whether the caller has replaced the public servers. */
  private final boolean replaced;

  /** Further servers named by generated interfaces, by their URL as written there. */
  private final Map<String, HttpUrl> others = new ConcurrentHashMap<>();

  private Hosts(HttpUrl api, HttpUrl files, boolean replaced) {
    this.api = api;
    this.files = files;
    this.replaced = replaced;
  }

  /**
   * Makes the hosts of a client. A base URL set by the caller serves the files too unless {@code
   * filesBaseUrl} is set: what is meant for a proxy or an emulator must not go to the public hosts.
   */
  public static Hosts of(
      @Nullable URI baseUrl, @Nullable URI filesBaseUrl, boolean plainHttpAllowed) {
    URI api = baseUrl == null ? API : baseUrl;
    URI files = filesBaseUrl != null ? filesBaseUrl : baseUrl == null ? FILES : baseUrl;
    return new Hosts(
        check("baseUrl", api, plainHttpAllowed),
        check("filesBaseUrl", files, plainHttpAllowed),
        baseUrl != null);
  }

  /**
   * {@return {@code request}, redirected to the server in the {@link Server} annotation of its
   * method, which Retrofit ignores; the same request if there is none}
   */
  Request routed(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    Server server = invocation == null ? null : invocation.method().getAnnotation(Server.class);
    if (server == null || !isApi(request.url())) {
      return request;
    }
    HttpUrl base = baseOf(server.value(), invocation.service());
    HttpUrl url = request.url();
    if (base.equals(api)) {
      return request;
    }
    String path = url.encodedPath();
    String within = api.encodedPath();
    path = base.encodedPath() + path.substring(path.startsWith(within) ? within.length() : 1);
    return request
        .newBuilder()
        .url(base.newBuilder().encodedPath(path).encodedQuery(url.encodedQuery()).build())
        .build();
  }

  private HttpUrl baseOf(String server, Class<?> service) {
    if (server.equals(FILES.toString())) {
      return files;
    }
    if (replaced || server.equals(API.toString())) {
      return api;
    }
    // The servers of the specification are trusted with the key, those of a caller's interface are
    // not.
    return service.getPackageName().equals(GENERATED)
        ? others.computeIfAbsent(server, Hosts::parsed)
        : parsed(server);
  }

  private static HttpUrl parsed(String server) {
    HttpUrl url = HttpUrl.get(server);
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
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
    return withoutVersion(url);
  }

  /**
   * {@return {@code url} with a slash at its end, and without the version that all paths of the
   * service begin with: other vendors' SDKs want it in the base URL}
   */
  private static HttpUrl withoutVersion(HttpUrl url) {
    String path = url.encodedPath().replaceFirst("/$", "");
    return url.newBuilder().encodedPath(path.replaceFirst("(/api)?/v1$", "") + "/").build();
  }

  boolean isApi(HttpUrl url) {
    return sameOrigin(url, api);
  }

  /**
   * Whether {@code url} belongs to the files service. If both services share an origin, the path
   * decides.
   */
  boolean isFiles(HttpUrl url) {
    return sameOrigin(url, files)
        && (!sameOrigin(api, files)
            || url.encodedPath().toLowerCase(Locale.ROOT).contains("/api/v1/files/"));
  }

  boolean mayHaveKey(HttpUrl url) {
    return sameOrigin(url, api)
        || sameOrigin(url, files)
        || others.values().stream().anyMatch(other -> sameOrigin(url, other));
  }

  /** Whether the API is in a private network, and so produces links into it. */
  public boolean apiIsPrivate() {
    return Addresses.isPrivate(api.host());
  }

  /** Whether the API is on this machine, so that it can call local callback addresses. */
  public boolean apiIsLoopback() {
    return Addresses.isLoopback(api.host());
  }

  private static boolean sameOrigin(HttpUrl a, HttpUrl b) {
    return a.port() == b.port() && a.host().equals(b.host()) && a.scheme().equals(b.scheme());
  }
}
