package ai.evolink.internal.download;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the version of a file that a server began to send, so that the remaining bytes can be
 * requested from that version only.
 *
 * @param place the link at the end of the redirects, without its query, whose signature may change
 * @param etag the strong {@code ETag}; null if there is none
 * @param modified the {@code Last-Modified}; null if it cannot distinguish two versions
 */
public record ResultVersion(HttpUrl place, @Nullable String etag, @Nullable String modified) {
  /**
   * How old {@code Last-Modified} must be: its resolution is one second, so a recent one does not
   * prove that the file is unchanged.
   */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  static ResultVersion of(Response response) {
    return new ResultVersion(
        response.request().url().newBuilder().query(null).build(),
        strong(response.header("ETag")),
        settled(response.headers()));
  }

  /** {@return the value for {@code If-Range}; null if none is safe} */
  @Nullable String validator() {
    return etag != null ? etag : modified;
  }

  /**
   * Whether {@code other}, an answer to a request with {@link #validator()}, can be the same
   * version.
   */
  boolean matches(ResultVersion other) {
    return place.equals(other.place)
        && (etag == null || other.etag == null || etag.equals(other.etag));
  }

  /**
   * Whether {@code other}, an answer to a request for the whole file, is certainly the same
   * version.
   */
  boolean isSame(ResultVersion other) {
    return etag != null && place.equals(other.place) && Objects.equals(etag, other.etag);
  }

  private static @Nullable String strong(@Nullable String etag) {
    return etag != null && etag.length() > 2 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag
        : null;
  }

  private static @Nullable String settled(Headers headers) {
    Instant modified = headers.getInstant("Last-Modified");
    Instant sent = headers.getInstant("Date");
    return modified != null
            && sent != null
            && Duration.between(modified, sent).compareTo(SETTLED) >= 0
        ? headers.get("Last-Modified")
        : null;
  }
}
