package ai.evolink.internal.submit;

import ai.evolink.api.FilesApi;
import ai.evolink.internal.http.Lazy;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.media.FileEndings;
import ai.evolink.internal.text.Links;
import ai.evolink.model.MediaRule;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.UploadResponse;
import ai.evolink.model.UploadUrlRequest;
import ai.evolink.model.UploadedFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.concurrent.CompletableFuture;
import okhttp3.MultipartBody;
import org.jspecify.annotations.Nullable;

/** Uploads local media to the files service. */
public final class Uploads {
  private final Transport transport;
  private final Lazy<FilesApi> api;

  public Uploads(Transport transport) {
    this.transport = transport;
    this.api = transport.api(FilesApi.class);
  }

  /** The folder and the name of a stored file; null leaves a part to the service. */
  public record Destination(@Nullable String folder, @Nullable String fileName) {
    static final Destination ANY = new Destination(null, null);
  }

  public CompletableFuture<UploadedFile> upload(MediaSource source, Destination to, long maxBytes) {
    String name = to.fileName() != null ? to.fileName() : nameOf(source);
    MultipartBody.Part file =
        MultipartBody.Part.createFormData("file", name, new UploadBody(source, name, maxBytes));
    return transport.send(
        api.get()
            .uploadStream(file, part("upload_path", to.folder()), part("file_name", to.fileName())),
        answer -> read("the upload of " + name, answer));
  }

  /** Makes the service download a public link. */
  public CompletableFuture<UploadedFile> fetch(URI link, Destination to) {
    UploadUrlRequest.Builder request = UploadUrlRequest.builder(link);
    if (to.folder() != null) {
      request.uploadPath(to.folder());
    }
    if (to.fileName() != null) {
      request.fileName(to.fileName());
    }
    return transport.send(
        api.get().uploadUrl(request.build()),
        answer -> read("the upload of " + Links.shown(link), answer));
  }

  private UploadedFile read(String call, UploadResponse answer) {
    UploadedFile file = answer.data();
    if (Boolean.FALSE.equals(answer.success()) || file == null || file.fileUrl() == null) {
      throw transport.refusedInside200(call, answer);
    }
    URI told = file.fileUrl();
    URI link = transport.resolveFile(told);
    if (link == null) {
      throw new IllegalStateException("its file_url is no http or https link: \"" + told + "\"");
    }
    return link.equals(told) ? file : file.toBuilder().fileUrl(link).build();
  }

  /**
   * Uploads all given sources of a request, each once.
   *
   * @return the links that replace the sources; fails with the first failure, after which the other
   *     uploads are aborted
   */
  CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> uploadAll(
      IdentityHashMap<MediaSource, RequestProperty> sources) {
    IdentityHashMap<MediaSource, CompletableFuture<UploadedFile>> running = new IdentityHashMap<>();
    CompletableFuture<IdentityHashMap<MediaSource, MediaSource>> all =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            running.values().forEach(upload -> upload.cancel(true));
            return cancelled;
          }
        };
    sources.forEach(
        (source, property) ->
            running.put(
                source,
                upload(
                    source,
                    Destination.ANY,
                    property.media().map(MediaRule::maxBytes).orElse(Long.MAX_VALUE))));
    for (CompletableFuture<UploadedFile> upload : running.values()) {
      upload.whenComplete(
          (file, failure) -> {
            if (failure != null && all.completeExceptionally(failure)) {
              running.values().forEach(other -> other.cancel(true));
            }
          });
    }
    CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
        .whenComplete(
            (none, failure) -> {
              if (failure == null) {
                try {
                  IdentityHashMap<MediaSource, MediaSource> links = new IdentityHashMap<>();
                  running.forEach((source, file) -> links.put(source, link(file.join())));
                  all.complete(links);
                } catch (Throwable unusable) {
                  all.completeExceptionally(unusable);
                }
              }
            });
    return all;
  }

  private static MediaSource link(UploadedFile file) {
    URI url = file.fileUrl();
    if (url == null) {
      throw new AssertionError("read() lets no file without a link through");
    }
    return MediaSource.url(url);
  }

  private static MultipartBody.@Nullable Part part(String name, @Nullable String value) {
    return value == null ? null : MultipartBody.Part.createFormData(name, value);
  }

  private static String nameOf(MediaSource source) {
    Path last = source.path().map(Path::getFileName).orElse(null);
    return last != null
        ? last.toString()
        : "upload" + source.mediaType().map(FileEndings::of).orElse("");
  }
}
