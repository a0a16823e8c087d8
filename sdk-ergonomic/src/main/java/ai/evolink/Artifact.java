package ai.evolink;

import ai.evolink.internal.download.Downloads;
import ai.evolink.internal.download.ResultFile;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that a task has made, behind a link that dies. Thread-safe. Its downloads block, fetch
 * anew each time, and work after the client has been closed too. The API key is not sent with them.
 * Where the link is a {@code data:} one, the file is taken out of it and nothing is fetched.
 */
public final class Artifact {
  private final ResultFile file;
  private final Downloads downloads;

  Artifact(URI uri, Instant submittedAt, Downloads downloads) {
    this.file = downloads.file(uri, submittedAt);
    this.downloads = downloads;
  }

  /** {@return the link; readable without a key by whoever has it} */
  public URI uri() {
    return file.uri();
  }

  /**
   * {@return the earliest moment at which the link may die} The service documents 24 hours from
   * completion and tells no time of completion; this counts from the submit. Some models keep their
   * results longer, Suno 72 hours for instance. Empty for a {@code data:} link, which is the file.
   */
  public Optional<Instant> expiresAt() {
    return file.isData()
        ? Optional.empty()
        : Optional.of(file.submittedAt().plus(ResultFile.LIFETIME));
  }

  /**
   * {@return what kind of file this is, {@code image/png} for instance; empty if nothing tells}
   *
   * <p>Before a download by the name of the link, after one by what came. Sends no request.
   */
  public Optional<String> mediaType() {
    return Optional.ofNullable(file.mediaType());
  }

  /**
   * Downloads the file, and replaces {@code file} only once all of it has arrived; a symbolic link
   * of that name is itself replaced, not what it leads to. The folder must exist.
   *
   * <p>Connections that are cut are taken up where they ended, or anew. What is not a file (a page,
   * less or more than was announced, more than {@link EvolinkClient.Builder#maxDownloadBytes}) is
   * refused, and so are links into private networks. Whatever happens, half a file is not left
   * behind.
   *
   * @return {@code file}
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download fails for good or the file cannot be written
   * @throws WaitInterruptedException if the thread is interrupted, which ends the download
   */
  public Path saveTo(Path file) {
    return downloads.saveTo(this.file, Objects.requireNonNull(file, "file"));
  }

  /**
   * Downloads the file into {@code directory}, which is created if need be, under the last part of
   * its link, made safe: letters, digits, {@code - _ .} and nothing else. Its ending follows the
   * kind of file if the link does not have one of media. Never overwrites: a number is added to the
   * name instead. Otherwise like {@link #saveTo}.
   *
   * @return the file written
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the download fails for good or the file cannot be written
   * @throws WaitInterruptedException if the thread is interrupted, which ends the download
   */
  public Path saveInto(Path directory) {
    return downloads.saveInto(file, Objects.requireNonNull(directory, "directory"));
  }

  /**
   * {@return the bytes as a stream, which the caller closes}
   *
   * <p>Held to the same rules as {@link #saveTo}: it ends regularly only after the last byte, and
   * fails with an {@link java.io.IOException} otherwise, whose cause says why. A cut is mended if
   * the server can be asked for the rest. Not thread-safe, but closing it from another thread ends
   * a read that blocks.
   *
   * @throws ArtifactExpiredException if the link no longer works
   * @throws TransportException if the first bytes cannot be had, or are those of a page
   * @throws WaitInterruptedException if the thread is interrupted before they come
   */
  public InputStream open() {
    return downloads.open(file);
  }

  @Override
  public String toString() {
    return "Artifact[" + file.name() + "]";
  }
}
