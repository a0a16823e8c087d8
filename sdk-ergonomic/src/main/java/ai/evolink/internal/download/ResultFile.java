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
  private final long seenAt;
  private volatile @Nullable String mediaType;

  /**
   * @param seenAt when the link was first seen, in nanoseconds of the clock of the downloads
   */
  public ResultFile(URI uri, Instant submittedAt, long seenAt) {
    this.uri = uri;
    this.submittedAt = submittedAt;
    this.seenAt = seenAt;
    this.mediaType = isData() ? dataType(uri) : FileEndings.typeOf(ArtifactName.lastSegment(uri));
  }

  public URI uri() {
    return uri;
  }

  /** {@return when the task was submitted; the link itself is younger} */
  public Instant submittedAt() {
    return submittedAt;
  }

  long seenAt() {
    return seenAt;
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

  /** Whether this is a {@code data:} link, which contains the file and never expires. */
  public boolean isData() {
    return DataLink.isOne(uri.toString());
  }

  private static @Nullable String dataType(URI uri) {
    DataLink data = DataLink.of(uri);
    return data == null ? null : data.mediaType;
  }

  /** {@return the link on one line without its query, which may contain a signature} */
  public String name() {
    String host = uri.getHost();
    String path = uri.getRawPath();
    return host == null ? uri.getScheme() + ":…" : host + (path == null ? "" : path);
  }
}
