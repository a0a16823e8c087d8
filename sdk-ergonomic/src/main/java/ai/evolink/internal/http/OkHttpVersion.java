package ai.evolink.internal.http;

import java.security.CodeSource;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Tells which OkHttp there is: 4 and 5 may both be on a class path, with the same classes. */
final class OkHttpVersion {
  private static final int NEEDED = 5;

  static final String HELP =
      "see docs/dependencies.md, \"Beside a library that needs OkHttp 4\", for what to exclude";

  private OkHttpVersion() {}

  /**
   * @throws IllegalStateException if it is one that this SDK cannot work with
   */
  static void require() {
    require(version(), where(OkHttpClient.class));
  }

  static void require(@Nullable String version, String where) {
    if (version == null) {
      return; // it does not say; what is missing will be told when it is
    }
    int dot = version.indexOf('.');
    try {
      if (dot > 0 && Integer.parseInt(version, 0, dot, 10) < NEEDED) {
        throw new IllegalStateException(
            "OkHttp "
                + version
                + " is in use ("
                + where
                + "), where this SDK needs OkHttp "
                + NEEDED
                + ", com.squareup.okhttp3:okhttp-jvm: two versions are on the class path, and the"
                + " older one comes first. Nothing was sent; "
                + HELP
                + ".");
      }
    } catch (NumberFormatException e) {
      return; // nor is this a version
    }
  }

  /**
   * The constant is copied into whoever names it in source, so it is read where it stands. OkHttp 3
   * has no such class; what is found then is that of the OkHttp 5 behind it.
   */
  private static @Nullable String version() {
    try {
      Class<?> teller = Class.forName("okhttp3.OkHttp");
      return where(teller).equals(where(OkHttpClient.class))
          ? (String) teller.getField("VERSION").get(null)
          : "3.x";
    } catch (ReflectiveOperationException | LinkageError e) { // shrunk away
      return null;
    }
  }

  /** {@return the jar that {@code type} comes from} */
  static String where(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "from an unknown place"
        : "from " + source.getLocation();
  }
}
