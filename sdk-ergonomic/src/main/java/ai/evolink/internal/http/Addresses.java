package ai.evolink.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Distinguishes public from private addresses, without any name lookup. */
public final class Addresses {
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
   * Whether {@code host} is literally a name or an address that cannot be reached from the public
   * internet.
   */
  public static boolean isPrivate(String host) {
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

  /** Whether the public internet cannot reach {@code address}, however it is wrapped up. */
  public static boolean isPrivate(InetAddress address) {
    byte[] b = address.getAddress();
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (b.length == 4 ? isPrivate4(b[0] & 0xff, b[1] & 0xff, b[2] & 0xff) : isPrivate6(b));
  }

  private static boolean isPrivate4(int first, int second, int third) {
    return first == 0
        || first >= 240 // reserved, and broadcast
        || (first == 100 && (second & 0xc0) == 64) // carrier-grade NAT
        || (first == 192 && second == 0 && third == 0) // protocol assignments
        || (first == 198 && (second & 0xfe) == 18); // benchmarks, and made up by local proxies
  }

  private static boolean isPrivate6(byte[] b) {
    if ((b[0] & 0xfe) == 0xfc) {
      return true; // unique local
    }
    return switch ((b[0] & 0xff) << 8 | (b[1] & 0xff)) {
      case 0x2002 -> embedded(b, 2); // 6to4
      case 0x2001 -> isTunnelOrBenchmark(b);
      case 0x0100 -> isZero(b, 2, 8); // discarded
      case 0x5f00 -> true; // segments of a route, inside a network
      case 0x0064 ->
          (b[2] & 0xff) == 0xff
              && (b[3] & 0xff) == 0x9b
              && (b[5] == 1
                  || embedded(b, 12)); // NAT64, its local-use prefix or the well-known one
      case 0 -> isPrivateZero(b);
      default -> false;
    };
  }

  /** Teredo, a tunnel to wherever, or benchmarks. */
  private static boolean isTunnelOrBenchmark(byte[] b) {
    return b[2] == 0 && (b[3] == 0 || (b[3] == 2 && isZero(b, 4, 6)));
  }

  /** IPv4 written as IPv6: compatible, or translated without state (SIIT). */
  private static boolean isPrivateZero(byte[] b) {
    boolean compatible = isZero(b, 2, 12);
    boolean translated =
        isZero(b, 2, 8) && b[8] == (byte) 0xff && b[9] == (byte) 0xff && b[10] == 0 && b[11] == 0;
    return (compatible || translated) && embedded(b, 12);
  }

  private static boolean isZero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean embedded(byte[] b, int at) {
    try {
      return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(b, at, at + 4)));
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // four bytes are always an address
    }
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
      return InetAddress.getByName(name); // a literal needs no lookup
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
