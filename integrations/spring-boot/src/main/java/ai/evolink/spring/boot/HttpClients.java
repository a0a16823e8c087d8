package ai.evolink.spring.boot;

import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The connections of the client, with the certificates of a bundle. */
final class HttpClients {
  private static final String BUNDLE = "evolink.ssl.bundle";

  private HttpClients() {}

  static OkHttpClient of(SslBundles bundles, String name) {
    SslBundle bundle;
    try {
      bundle = bundles.getBundle(name);
    } catch (NoSuchSslBundleException e) {
      throw new InvalidEvolinkPropertyException(BUNDLE, "names no SSL bundle: " + name);
    }
    return new OkHttpClient.Builder()
        // As the client has them without a bundle.
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ofSeconds(60))
        .writeTimeout(Duration.ofSeconds(60))
        .sslSocketFactory(bundle.createSslContext().getSocketFactory(), trusted(bundle))
        .build();
  }

  private static X509TrustManager trusted(SslBundle bundle) {
    for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
      if (manager instanceof X509TrustManager trusted) {
        return trusted;
      }
    }
    throw new InvalidEvolinkPropertyException(BUNDLE, "names a bundle without X.509 trust");
  }
}
