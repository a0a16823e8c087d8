package ai.evolink;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file that a task has made: its link, its age, and its kind as far as that is known. */
final class ResultFile {
  /** How long almost every model keeps its results, by the documentation. */
  static final Duration LIFETIME = Duration.ofHours(24);

  private final URI uri;
  private final Instant submittedAt;
  private volatile @Nullable String mediaType;

  ResultFile(URI uri, Instant submittedAt) {
    this.uri = uri;
    this.submittedAt = submittedAt;
    this.mediaType = FileEndings.typeOf(ArtifactName.lastSegment(uri));
  }

  URI uri() {
    return uri;
  }

  /** {@return when the task was submitted; the link itself is younger} */
  Instant submittedAt() {
    return submittedAt;
  }

  /**
   * {@return by the name of the link before a download, by what came after one; null if unknown}
   */
  @Nullable String mediaType() {
    return mediaType;
  }

  /** Remembers what a download has shown. */
  void found(@Nullable String type) {
    if (type != null) {
      mediaType = type;
    }
  }

  /** {@return the link without its query, which may hold a signature; one line} */
  String name() {
    String host = uri.getHost();
    String path = uri.getRawPath();
    return host == null ? uri.getScheme() + ":…" : host + (path == null ? "" : path);
  }
}
