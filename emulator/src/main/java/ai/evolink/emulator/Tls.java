package ai.evolink.emulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate made for one emulator, signed by an authority made for it too: clients that want an
 * authority to trust get one, and it can sign nothing else, since nobody keeps its key.
 */
final class Tls {

  /** What browsers take at most. */
  private static final int DAYS = 397;

  private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "::1");

  private final HandshakeCertificates certificates;
  private final String pem;

  private Tls(HandshakeCertificates certificates, String pem) {
    this.certificates = certificates;
    this.pem = pem;
  }

  /** The names, if each can be one of a host. */
  static List<String> checked(String... names) {
    for (String name : names) {
      if (!Objects.requireNonNull(name, "moreNames")
          .matches("(\\*\\.)?[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")) {
        throw new IllegalArgumentException(
            "A TLS name must be a host name or an address, but was '" + name + "'");
      }
    }
    return List.of(names);
  }

  /**
   * @param host what the emulator listens on
   * @param moreNames by which it is reached too
   */
  static Tls of(String host, List<String> moreNames) {
    Set<String> names = new LinkedHashSet<>(OWN_NAMES);
    if (!isAny(host)) {
      names.add(host);
    }
    names.addAll(moreNames);
    return of(names);
  }

  private static Tls of(Set<String> names) {
    HeldCertificate authority =
        new HeldCertificate.Builder()
            .commonName("Evolink emulator")
            .certificateAuthority(0)
            .duration(DAYS, TimeUnit.DAYS)
            .build();
    HeldCertificate.Builder own =
        new HeldCertificate.Builder()
            .commonName("Evolink emulator on localhost")
            .duration(DAYS, TimeUnit.DAYS)
            .signedBy(authority);
    names.forEach(own::addSubjectAlternativeName);
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(own.build()).build();
    return new Tls(certificates, authority.certificatePem());
  }

  private static boolean isAny(String host) {
    try {
      return host.matches("[0-9.:\\[\\]]+") && InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  String pem() {
    return pem;
  }

  /** What unwraps TLS for the protocol inside it. */
  SslConnectionFactory before(HttpConnectionFactory inside) {
    // A caller may use any name that leads here: whether the certificate has it is for him to say.
    inside.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setSslContext(certificates.sslContext());
    return new SslConnectionFactory(context, inside.getProtocol());
  }
}
