package ai.evolink;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that a task has made, behind a link that dies. Immutable and thread-safe; its methods
 * block, and fetch anew each time.
 */
public final class Artifact {
  /** How long almost every model keeps its results, by the documentation. */
  static final Duration LIFETIME = Duration.ofHours(24);

  private final URI uri;
  private final Instant expiresAt;
  private final Downloads downloads;

  Artifact(URI uri, Instant expiresAt, Downloads downloads) {
    this.uri = uri;
    this.expiresAt = expiresAt;
    this.downloads = downloads;
  }

  /** {@return the link; readable without a key by whoever has it} */
  public URI uri() {
    return uri;
  }

  /**
   * {@return the earliest moment at which the link may die} The service documents 24 hours from
   * completion and tells no time of completion; this counts from the submit.
   */
  public Optional<Instant> expiresAt() {
    return Optional.of(expiresAt);
  }

  /**
   * Downloads the file, and replaces {@code file} only once all of it has arrived.
   *
   * @return {@code file}
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download breaks off or the file cannot be written; nothing is
   *     left behind
   */
  public Path saveTo(Path file) {
    return downloads.saveTo(this, file);
  }

  /**
   * Downloads the file into {@code directory}, which is created if need be, under the last part of
   * its link, made safe; the file type gives the extension if the link has none. Never overwrites:
   * a number is added to the name instead.
   *
   * @return the file written
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download breaks off or the file cannot be written
   */
  public Path saveInto(Path directory) {
    return downloads.saveInto(this, directory);
  }

  /**
   * {@return the bytes as a stream, which the caller closes}
   *
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the service cannot be reached
   */
  public InputStream open() {
    return downloads.open(this);
  }

  @Override
  public String toString() {
    return "Artifact[" + uri.getHost() + uri.getPath() + "]";
  }
}
