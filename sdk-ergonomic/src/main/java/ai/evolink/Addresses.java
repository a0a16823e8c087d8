package ai.evolink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells public from private addresses by the text of a URL's host. No name is looked up. */
final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  private Addresses() {}

  static boolean isLoopback(String host) {
    String name = bare(host);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    InetAddress literal = literal(name);
    return literal != null && literal.isLoopbackAddress();
  }

  /**
   * Whether {@code host} is, as written, an address or name that the public internet cannot reach.
   */
  static boolean isPrivate(String host) {
    String name = bare(host);
    if (isLoopback(name)
        || name.endsWith(".local")
        || name.endsWith(".internal")
        || (name.indexOf('.') < 0 && name.indexOf(':') < 0)) {
      return true;
    }
    InetAddress literal = literal(name);
    return literal != null && isPrivate(literal);
  }

  static boolean isPrivate(InetAddress address) {
    byte[] b = address.getAddress();
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (b.length == 4 && (b[0] & 0xff) == 100 && (b[1] & 0xc0) == 64) // carrier-grade NAT
        || (b.length == 4 && b[0] == 0)
        || (address instanceof Inet6Address && (b[0] & 0xfe) == 0xfc); // unique local
  }

  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static @Nullable InetAddress literal(String name) {
    if (!IPV4.matcher(name).matches() && name.indexOf(':') < 0) {
      return null;
    }
    try {
      return InetAddress.getByName(name); // a literal: never asks a name server
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
