package ai.evolink;

import java.util.Locale;

/** What this SDK calls itself to the service. */
final class Version {
  private Version() {}

  static String userAgent() {
    String version = EvolinkClient.class.getPackage().getImplementationVersion();
    return String.format(
        Locale.ROOT,
        "evolink-java/%s (java/%s)",
        version == null ? "dev" : version,
        Runtime.version().feature());
  }
}
