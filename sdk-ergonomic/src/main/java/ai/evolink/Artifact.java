package ai.evolink;

import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.download.ResultFile;
import ai.evolink.internal.download.SavedFiles;
import ai.evolink.internal.thread.ObserverRelay;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file made by a task, available through a link that expires. Thread-safe. Downloads block and
 * are not cached, and they still work after the client has been closed. They never carry the API
 * key. The content of a {@code data:} link is decoded from the link itself, without a request.
 */
public final class Artifact {
  private final ResultFile file;
  private final Downloads downloads;
  private final SavedFiles saved;
  private volatile @Nullable ObserverRelay observer;
  private final int index;

  /**
   * @param saved is told when this file, the one at {@code index}, was saved
   */
  Artifact(URI uri, Instant submittedAt, Downloads downloads, SavedFiles saved, int index) {
    this.file = downloads.file(uri, submittedAt);
    this.downloads = downloads;
    this.saved = saved;
    this.index = index;
  }

  /** {@return the link} Anybody who has it can read the file without a key. */
  public URI uri() {
    return file.uri();
  }

  /**
   * {@return the earliest moment at which the link may expire} The service documents 24 hours from
   * completion but does not say when a task was completed, so this counts from the submit. Some
   * models keep their results longer; Suno, for instance, 72 hours. Empty for a {@code data:} link,
   * which does not expire.
   */
  public Optional<Instant> expiresAt() {
    return file.isData()
        ? Optional.empty()
        : Optional.of(file.submittedAt().plus(ResultFile.LIFETIME));
  }

  /**
   * {@return the media type of the file, for instance {@code image/png}; empty if it is not known}
   *
   * <p>Before a download it is derived from the file extension in the link, afterwards from what
   * was received. Sends no request.
   */
  public Optional<String> mediaType() {
    return Optional.ofNullable(file.mediaType());
  }

  /**
   * Downloads the file and replaces {@code file} only once it has arrived completely. A symbolic
   * link of that name is itself replaced, not its target. The folder must exist.
   *
   * <p>A broken connection is resumed where it ended or, if that is not possible, the download
   * starts over. An answer that is not the file is refused: a page such as HTML or JSON, more or
   * fewer bytes than announced, or more than {@link EvolinkClient.Builder#maxDownloadBytes}. Links
   * into private networks are refused too. A failed download leaves no partial file behind.
   *
   * @return {@code file}
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download fails for good or the file cannot be written
   * @throws WaitInterruptedException if the thread is interrupted, which ends the download
   */
  public Path saveTo(Path file) {
    Path made = downloads.saveTo(this.file, Objects.requireNonNull(file, "file"));
    return saved(made);
  }

  /**
   * Downloads the file into {@code directory}, which is created if necessary. The file name is the
   * last segment of the link, reduced to letters, digits and {@code - _ .}; an extension for the
   * media type is added unless it already has one of a media file. Never overwrites a file: a
   * number is added to the name instead. Otherwise like {@link #saveTo}.
   *
   * @return the file written
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download fails for good or the file cannot be written
   * @throws WaitInterruptedException if the thread is interrupted, which ends the download
   */
  public Path saveInto(Path directory) {
    Path made = downloads.saveInto(file, Objects.requireNonNull(directory, "directory"));
    return saved(made);
  }

  /**
   * {@return the content as a stream, which the caller closes}
   *
   * <p>The same rules hold as for {@link #saveTo}: the stream ends normally only after the last
   * byte, and otherwise fails with an {@link java.io.IOException} whose cause says why. A broken
   * connection is resumed if the server can be asked for the rest. Not thread-safe, except that
   * another thread may close the stream to end a blocked read.
   *
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the first bytes cannot be read or belong to a page instead of the
   *     file
   * @throws WaitInterruptedException if the thread is interrupted before the first bytes arrive
   */
  public InputStream open() {
    return downloads.open(file);
  }

  private Path saved(Path made) {
    saved.saved(index);
    Observed.saved(observer, this, made);
    return made;
  }

  void observedBy(ObserverRelay observer) {
    this.observer = observer;
  }

  @Override
  public String toString() {
    return "Artifact[" + file.name() + "]";
  }
}
