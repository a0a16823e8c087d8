package ai.evolink.internal.http;

import java.lang.module.ModuleDescriptor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name and the version that this SDK sends to the service. */
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

  /**
   * Reads the version from the module descriptor or, on the class path, from the manifest of the
   * jar.
   */
  private static @Nullable String version(Class<?> type) {
    ModuleDescriptor module = type.getModule().getDescriptor();
    return module == null
        ? type.getPackage().getImplementationVersion()
        : module.rawVersion().orElse(null);
  }
}
