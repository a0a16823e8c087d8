package ai.evolink.internal.download;

import java.net.UnknownHostException;

/**
 * A link leads to where the public internet does not reach. An {@link UnknownHostException} because
 * name servers may throw nothing else.
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
