package ai.evolink.internal.download;

import ai.evolink.internal.media.FileEndings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file that a task has made: its link, its age, and its kind as far as that is known. */
public final class ResultFile {
  /** How long almost every model keeps its results, by the documentation. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private final URI uri;
  private final Instant submittedAt;
  private volatile @Nullable String mediaType;

  public ResultFile(URI uri, Instant submittedAt) {
    this.uri = uri;
    this.submittedAt = submittedAt;
    this.mediaType = FileEndings.typeOf(ArtifactName.lastSegment(uri));
  }

  public URI uri() {
    return uri;
  }

  /** {@return when the task was submitted; the link itself is younger} */
  public Instant submittedAt() {
    return submittedAt;
  }

  /**
   * {@return by the name of the link before a download, by what came after one; null if unknown}
   */
  public @Nullable String mediaType() {
    return mediaType;
  }

  /** Remembers what a download has shown. */
  void found(@Nullable String type) {
    if (type != null) {
      mediaType = type;
    }
  }

  /** {@return the link without its query, which may hold a signature; one line} */
  public String name() {
    String host = uri.getHost();
    String path = uri.getRawPath();
    return host == null ? uri.getScheme() + ":…" : host + (path == null ? "" : path);
  }
}
