package ai.evolink.emulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from elsewhere away from the control API. A page can send what a form can, which
 * is never JSON; it cannot hide its origin where it sends one; and if it makes its own name point
 * to this machine, that name shows in the {@code Host} header.
 */
final class ControlGuard {

  private static final List<String> LOCAL_NAMES =
      List.of(".localhost", ".local", ".internal", ".test");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.%]+]");

  private final String ownHost;

  /**
   * @param ownHost the name that the emulator was told to listen on
   */
  ControlGuard(String ownHost) {
    this.ownHost = ownHost.toLowerCase(Locale.ROOT);
  }

  void check(Exchange exchange) {
    String host = exchange.header("Host");
    if (!isLocal(host(host))) {
      throw refusal(
          "The control API is for this machine and its containers: the Host header must be an"
              + " address, a name without dots, or one of localhost, not '"
              + host
              + "'");
    }
    String origin = exchange.header("Origin");
    if (!origin.isEmpty() && !origin.equalsIgnoreCase(exchange.base())) {
      throw refusal(
          "The control API takes no requests from pages of another origin, such as " + origin);
    }
    boolean writes = exchange.method().equals("POST") || exchange.method().equals("PUT");
    if (writes && !isJson(exchange.header("Content-Type"))) {
      throw Refusal.media(
          415,
          "unsupported_media_type",
          "invalid_request_error",
          "Content-Type must be application/json, but was '"
              + exchange.header("Content-Type")
              + "'");
    }
  }

  private static Refusal refusal(String message) {
    return Refusal.media(403, "forbidden", "invalid_request_error", message);
  }

  private static boolean isJson(String type) {
    String essence = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
    return essence.strip().equalsIgnoreCase("application/json");
  }

  private boolean isLocal(@Nullable String host) {
    if (host == null) {
      return false;
    }
    return ADDRESS.matcher(host).matches()
        || !host.contains(".")
        || host.equals(ownHost)
        || LOCAL_NAMES.stream().anyMatch(host::endsWith);
  }

  /** The host of an authority in lower case, or null if that is none. */
  private static @Nullable String host(String authority) {
    try {
      String host = new URI("http://" + authority).getHost();
      return host == null ? nameWithUnderscores(authority) : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Container networks have such names, which are no host names to {@link URI}. */
  private static @Nullable String nameWithUnderscores(String authority) {
    String name = authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    return name.matches("[a-z0-9_.-]+") ? name : null;
  }
}
