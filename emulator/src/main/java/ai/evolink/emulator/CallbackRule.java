package ai.evolink.emulator;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a callback may go. Names are never looked up, so a public name is taken at its word. */
final class CallbackRule {

  private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");

  private final Mode mode;

  CallbackRule(Mode mode) {
    this.mode = mode;
  }

  /** What is wrong with this address, if anything is. */
  Optional<String> violation(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return Optional.of("must be a valid uri");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.of("must be an https address with a host");
    }
    if (mode == Mode.LENIENT || (mode == Mode.LOCAL && isLoopback(host))) {
      return Optional.empty();
    }
    if (!scheme.equals("https")) {
      return Optional.of("must use https" + hint());
    }
    if (isInternal(host)) {
      return Optional.of("must not point to a private or internal address" + hint());
    }
    return Optional.empty();
  }

  private String hint() {
    return mode == Mode.LOCAL
        ? "; the emulator's local mode takes loopback addresses too, its lenient mode any"
        : "; the emulator is in strict mode";
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    InetAddress address = literal(name);
    return address == null
        ? name.equals("localhost") || name.endsWith(".localhost")
        : address.isLoopbackAddress();
  }

  private static boolean isInternal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    InetAddress address = literal(name);
    if (address == null) {
      // A name without a dot means something on the local network only.
      return isLoopback(name) || !name.contains(".");
    }
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared;
  }

  /** The address that a host is, or null if it is a name; only literals reach the resolver. */
  private static @Nullable InetAddress literal(String host) {
    boolean ipv6 = host.startsWith("[");
    if (!ipv6 && !IPV4_LIKE.matcher(host).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
