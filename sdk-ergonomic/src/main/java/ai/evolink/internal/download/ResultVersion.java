package ai.evolink.internal.download;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a server has begun to send, so that it can be asked for the rest of these and no
 * others.
 *
 * @param place the link at the end of the redirects, without its query, which may be signed anew
 * @param etag a strong one; null if the server sends none
 * @param modified null if it cannot tell two versions apart
 */
public record ResultVersion(HttpUrl place, @Nullable String etag, @Nullable String modified) {
  /** A date of whole seconds tells nothing about a file that may have changed within this one. */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  static ResultVersion of(Response response) {
    return new ResultVersion(
        response.request().url().newBuilder().query(null).build(),
        strong(response.header("ETag")),
        settled(response.headers()));
  }

  /** {@return what goes into {@code If-Range}; null if nothing would make that safe} */
  @Nullable String validator() {
    return etag != null ? etag : modified;
  }

  /** Whether {@code other}, an answer to {@link #validator()}, may be about the same bytes. */
  boolean matches(ResultVersion other) {
    return place.equals(other.place)
        && (etag == null || other.etag == null || etag.equals(other.etag));
  }

  /** Whether {@code other}, an answer of its own, is certainly about the same bytes. */
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
