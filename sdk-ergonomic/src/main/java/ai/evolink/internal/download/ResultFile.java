package ai.evolink.internal.download;

import ai.evolink.internal.media.FileEndings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file made by a task: its link, the time of the submit, and its media type as far as that is
 * known.
 */
public final class ResultFile {
  /** How long almost every model keeps its results, according to the documentation. */
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
   * {@return the media type: before a download derived from the link, afterwards from what was
   * received; null if unknown}
   */
  public @Nullable String mediaType() {
    return mediaType;
  }

  /** Sets the media type that a download has shown. */
  void found(@Nullable String type) {
    if (type != null) {
      mediaType = type;
    }
  }

  /** {@return the link on one line without its query, which may contain a signature} */
  public String name() {
    String host = uri.getHost();
    String path = uri.getRawPath();
    return host == null ? uri.getScheme() + ":…" : host + (path == null ? "" : path);
  }
}
