package ai.evolink.cli.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is asked without a proxy: this machine, and what {@code NO_PROXY} lists: hosts and their
 * subdomains, with a dot before them or not, with a port or not, or {@code *} for all. Ranges of
 * addresses are not understood.
 */
final class NoProxy {
  private final List<String> entries;

  NoProxy(String variable) {
    this.entries =
        Arrays.stream(variable.split("[,\\s]+", -1))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  boolean covers(String name, int port) {
    String host = bare(name.toLowerCase(Locale.ROOT));
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || entries.stream().anyMatch(entry -> covers(entry, host, port));
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    String named = entry;
    int colon = entry.lastIndexOf(':');
    if (colon > 0 && entry.indexOf(':') == colon) { // not an address of IPv6
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      named = entry.substring(0, colon);
    }
    named = bare(named.startsWith("*.") ? named.substring(1) : named);
    String domain = named.startsWith(".") ? named.substring(1) : named;
    return host.equals(domain) || host.endsWith("." + domain);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
