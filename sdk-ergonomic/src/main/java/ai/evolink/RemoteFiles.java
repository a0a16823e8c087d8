package ai.evolink;

import ai.evolink.api.FilesApi;
import ai.evolink.internal.http.Lazy;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.submit.MediaCheck;
import ai.evolink.internal.submit.Uploads;
import ai.evolink.model.FileQuota;
import ai.evolink.model.FileQuotaResponse;
import ai.evolink.model.MediaSource;
import ai.evolink.model.UploadedFile;
import java.util.Objects;

/**
 * Uploads of files that requests refer to, stored by the service for 72 hours. Free of charge.
 * Thread-safe.
 *
 * <p>Requests upload their local media by themselves; use this to upload a file once and refer to
 * it several times. Types and sizes are not checked here but by the service.
 */
public final class RemoteFiles {
  private final Transport transport;
  private final Completions completions;
  private final Uploads uploads;
  private final Lazy<FilesApi> api;

  RemoteFiles(Transport transport, Completions completions, Uploads uploads) {
    this.transport = transport;
    this.completions = completions;
    this.uploads = uploads;
    this.api = transport.api(FilesApi.class);
  }

  /**
   * Stores {@code source} under a name and in a folder that the service chooses.
   *
   * @return the stored file, whose {@code fileUrl()} can be used in requests for 72 hours; fails
   *     with {@link ApiException} or {@link TransportException}
   * @throws IllegalArgumentException if a local file does not exist or cannot be read
   */
  public EvolinkFuture<UploadedFile> upload(MediaSource source) {
    return upload(source, UploadOptions.DEFAULT);
  }

  /**
   * Stores {@code source}. A link is downloaded by the service; everything else is uploaded from
   * here.
   *
   * @return the stored file; fails with {@link ApiException} or {@link TransportException}
   * @throws IllegalArgumentException if a local file does not exist or cannot be read
   */
  public EvolinkFuture<UploadedFile> upload(MediaSource source, UploadOptions options) {
    Objects.requireNonNull(source, "source");
    Uploads.Destination to = new Uploads.Destination(options.folder(), options.fileName());
    return completions.publish(
        source
            .uri()
            .map(link -> uploads.fetch(link, to))
            .orElseGet(
                () -> {
                  source.path().ifPresent(path -> MediaCheck.requireReadable("upload", path));
                  return uploads.upload(source, to, Long.MAX_VALUE);
                }));
  }

  /**
   * Reads how many files are stored and how many may be stored.
   *
   * @return a future that fails with {@link ApiException} or {@link TransportException}
   */
  public EvolinkFuture<FileQuota> quota() {
    return completions.publish(transport.send(api.get().getFileQuota(), this::read));
  }

  private FileQuota read(FileQuotaResponse answer) {
    FileQuota quota = answer.data();
    if (Boolean.FALSE.equals(answer.success()) || quota == null) {
      throw transport.refusedInside200("GET /api/v1/files/quota", answer);
    }
    return quota;
  }
}
