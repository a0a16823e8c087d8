package ai.evolink.internal.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.MediaSource;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recognises requests that are the same: a hash of the path and of every property that the caller
 * has set, with local media by their content. The address of a callback hub and the links of
 * uploads are not part of it, since they are new each time.
 */
final class Fingerprints {
  /** The version of the rules, which begins each fingerprint: others cannot be compared. */
  private static final String VERSION = "1:";

  private static final int KEPT_BYTES = 16;

  private Fingerprints() {}

  /** {@return the fingerprint; null if local media cannot be read any more} */
  static <R extends GenerationRequest> @Nullable String of(
      Submissions.Medium<R> medium, R request, JsonAdapter<R> json) {
    try {
      R named =
          medium
              .mapMedia()
              .apply(request, (property, source) -> source.isUrl() ? source : byContent(source));
      Object tree = canonical(EvolinkJson.copyOf(json.toJsonValue(named)));
      String text = medium.path() + "\n" + EvolinkJson.moshi().adapter(Object.class).toJson(tree);
      byte[] hash = sha256().digest(text.getBytes(UTF_8));
      return VERSION + HexFormat.of().formatHex(hash, 0, KEPT_BYTES);
    } catch (UncheckedIOException e) {
      return null;
    }
  }

  /** Whether {@code one} and {@code other} are known to be of different requests. */
  static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null
        && other != null
        && one.startsWith(VERSION)
        && other.startsWith(VERSION)
        && !one.equals(other);
  }

  private static MediaSource byContent(MediaSource source) {
    MessageDigest digest = sha256();
    try (InputStream content = new DigestInputStream(source.open(), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) { // a media source may throw anything; its upload will tell
      throw new UncheckedIOException(new IOException(e));
    }
    return MediaSource.url(URI.create("sha-256:" + HexFormat.of().formatHex(digest.digest())));
  }

  /** {@return {@code tree} with the members of all objects in the order of their names} */
  private static @Nullable Object canonical(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      members.forEach((name, value) -> sorted.put((String) name, canonical(value)));
      return sorted;
    }
    if (tree instanceof List<?> items) {
      return items.stream().map(Fingerprints::canonical).toList();
    }
    return tree;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
