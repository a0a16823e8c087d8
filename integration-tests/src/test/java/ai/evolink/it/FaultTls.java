package ai.evolink.it;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates: a root that the client trusts, and what servers show. */
final class FaultTls {
  private static final HeldCertificate ROOT =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  static final HandshakeCertificates CLIENT =
      new HandshakeCertificates.Builder().addTrustedCertificate(ROOT.certificate()).build();

  private static final Map<String, SSLContext> GOOD = new ConcurrentHashMap<>();

  private FaultTls() {}

  static SSLContext good(String host) {
    return GOOD.computeIfAbsent(
        host,
        name ->
            context(
                new HeldCertificate.Builder()
                    .signedBy(ROOT)
                    .addSubjectAlternativeName(name)
                    .build()));
  }

  static SSLContext wrongHost() {
    return good("somebody-else.test");
  }

  /** A certificate for {@code host} that no authority has signed. */
  static SSLContext untrusted(String host) {
    return context(new HeldCertificate.Builder().addSubjectAlternativeName(host).build());
  }

  private static SSLContext context(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
  }
}
