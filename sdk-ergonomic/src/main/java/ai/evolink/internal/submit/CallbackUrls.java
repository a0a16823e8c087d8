package ai.evolink.internal.submit;

import ai.evolink.internal.http.Addresses;
import java.net.URI;

/**
 * Refuses callback addresses that the service would refuse, or could not reach, before anything is
 * sent.
 */
public final class CallbackUrls {
  /** The JSON property of requests that holds the callback address. */
  public static final String PROPERTY = "callback_url";

  private CallbackUrls() {}

  /**
   * Requires an address that the service can call.
   *
   * @throws IllegalArgumentException if the service could not or would not call {@code url}
   */
  public static void requirePublic(URI url) {
    String host = url.getHost();
    if (host == null || host.isEmpty()) {
      throw new IllegalArgumentException(
          "callback_url must be an absolute https URL with a host, but was " + url);
    }
    if (!"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException(
          "callback_url must be https, but was " + url + "." + SWITCH);
    }
    if (Addresses.isPrivate(host)) {
      throw new IllegalArgumentException(
          "callback_url must be a public address, but "
              + host
              + " is private: Evolink cannot reach it."
              + SWITCH);
    }
  }

  private static final String SWITCH =
      " Call allowLocalCallbacks() on the client's builder if the base URL is a server of yours"
          + " that can.";
}
