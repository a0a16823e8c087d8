package ai.evolink.spring.boot;

import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How the service reports the end of tasks. No record, for those print what they hold. */
@ConfigurationProperties("evolink.callback")
final class EvolinkCallbackProperties {
  static final String URL = "evolink.callback.url";
  static final String PATH = "evolink.callback.path";
  static final String KEY = "evolink.callback.key";

  /** Public address that callbacks go below, such as https://shop.example/evolink. */
  private final @Nullable URI url;

  /**
   * Path below which this application serves callbacks, without its context path. Default: that of
   * the address.
   */
  private final @Nullable String path;

  /** Secret of at least 16 bytes that makes addresses of callbacks, in Base64. */
  private final @Nullable String key;

  EvolinkCallbackProperties(@Nullable URI url, @Nullable String path, @Nullable String key) {
    this.url = url;
    this.path = path;
    this.key = key;
  }

  public @Nullable URI getUrl() {
    return url;
  }

  public @Nullable String getPath() {
    return path;
  }

  public @Nullable String getKey() {
    return key;
  }

  byte[] requiredKey() {
    if (key == null || key.isBlank()) {
      throw new InvalidEvolinkPropertyException(
          KEY, "is not set, and callbacks need it. `openssl rand -base64 32` makes one");
    }
    try {
      return Base64.getDecoder().decode(key.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidEvolinkPropertyException(KEY, "is not Base64; it is not shown here");
    }
  }

  /**
   * {@return where callbacks are served: with a slash in front, and none at the end}
   *
   * @param contextPath what the server puts before it; empty if nothing
   */
  String servedPath(String contextPath) {
    if (path != null) {
      String served = withoutSlash(path.strip());
      if (!served.startsWith("/") || served.indexOf('*') >= 0 || served.indexOf('{') >= 0) {
        throw new InvalidEvolinkPropertyException(
            PATH, "must begin with / and name a folder, without patterns, but was " + path);
      }
      return served;
    }
    String whole = url == null || url.getPath() == null ? "" : withoutSlash(url.getPath());
    String served =
        !contextPath.isEmpty() && whole.startsWith(contextPath + "/")
            ? whole.substring(contextPath.length())
            : whole;
    if (served.isEmpty()) {
      throw new InvalidEvolinkPropertyException(
          URL, "must have a path below which callbacks are served, but was " + url);
    }
    return served;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
