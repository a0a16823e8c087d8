package ai.evolink.internal.download;

import ai.evolink.internal.http.Addresses;
import java.io.IOException;
import java.net.URI;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Requests a result link and follows its redirects, but only to addresses that are allowed. */
public final class ResultLinks {
  private static final int MAX_REDIRECTS = 5;

  private final OkHttpClient http;
  private final boolean privateAllowed;

  /**
   * @param unsigned a client that does not send the API key: the service chooses the hosts of links
   */
  ResultLinks(OkHttpClient unsigned, boolean privateAllowed) {
    // Reads may be repeated; this lets OkHttp try the next address of a host.
    OkHttpClient client = unsigned.newBuilder().retryOnConnectionFailure(true).build();
    this.http = privateAllowed ? client : DownloadGuard.guarded(client);
    this.privateAllowed = privateAllowed;
  }

  /** {@return the answer at the end of the redirects, whatever its status} */
  Response get(URI link, Headers headers, Transfer transfer) throws IOException {
    HttpUrl url = HttpUrl.parse(link.toString());
    if (url == null) {
      throw new BadLinkException("it is not an http or https link");
    }
    requirePublic(url);
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      Request request = new Request.Builder().url(url).headers(headers).build();
      Response response = transfer.execute(http.newCall(request), http.connectTimeoutMillis());
      String location = response.header("Location");
      if (!response.isRedirect() || location == null) {
        return response;
      }
      response.close();
      url = redirect(url, location);
    }
    throw new BadLinkException("there are more than " + MAX_REDIRECTS + " redirects");
  }

  private HttpUrl redirect(HttpUrl from, String location) throws IOException {
    HttpUrl to = from.resolve(location);
    if (to == null) {
      throw new BadLinkException("it is redirected to something that is not an http or https link");
    }
    requirePublic(to);
    // If private networks are allowed, they are trusted like this machine.
    if (!to.isHttps() && !Addresses.isPrivate(to.host())) {
      throw new BadLinkException("it is redirected to plain http at " + to.host());
    }
    return to;
  }

  /** Literal addresses are never looked up, so {@link DownloadGuard} does not see them. */
  private void requirePublic(HttpUrl url) throws IOException {
    if (!privateAllowed && Addresses.isPrivate(url.host())) {
      throw new PrivateAddressException(url.host());
    }
  }
}
