package ai.evolink.internal.http;

import java.lang.module.ModuleDescriptor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this SDK calls itself to the service. */
public final class Version {
  private Version() {}

  public static String userAgent() {
    String version = version(Version.class);
    return String.format(
        Locale.ROOT,
        "evolink-java/%s (java/%s)",
        version == null ? "dev" : version,
        Runtime.version().feature());
  }

  /** A module knows its version from its descriptor, a jar on the class path from its manifest. */
  private static @Nullable String version(Class<?> type) {
    ModuleDescriptor module = type.getModule().getDescriptor();
    return module == null
        ? type.getPackage().getImplementationVersion()
        : module.rawVersion().orElse(null);
  }
}
