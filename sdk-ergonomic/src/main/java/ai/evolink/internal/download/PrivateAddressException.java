package ai.evolink.internal.download;

import java.net.UnknownHostException;

/**
 * A link leads to an address that is not reachable from the public internet. It extends {@link
 * UnknownHostException} because that is the only exception that a {@code Dns} may throw.
 */
public final class PrivateAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  PrivateAddressException(String host) {
    super(host + " is an address of a private network");
  }

  static PrivateAddressException resolved(String host) {
    return new PrivateAddressException(host, "resolves to");
  }

  private PrivateAddressException(String host, String verb) {
    super(host + " " + verb + " an address of a private network");
  }
}
