package ai.evolink.model;

import ai.evolink.model.internal.FileTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A picture, film or sound that goes into a request: a link, a local file, bytes or a stream.
 *
 * <p>The server takes links only. The client uploads the other kinds before the submit and puts
 * their links in; the generated layer alone refuses to write them. Immutable and thread-safe; a
 * file is opened when it is needed, not before.
 */
public final class MediaSource {
  private final @Nullable URI uri;
  private final @Nullable Path path;
  private final byte @Nullable [] bytes;
  private final @Nullable Supplier<InputStream> stream;
  private final @Nullable String mediaType;

  private MediaSource(
      @Nullable URI uri,
      @Nullable Path path,
      byte @Nullable [] bytes,
      @Nullable Supplier<InputStream> stream,
      @Nullable String mediaType) {
    this.uri = uri;
    this.path = path;
    this.bytes = bytes;
    this.stream = stream;
    this.mediaType = mediaType;
  }

  /**
   * A link that the server can read without signing in.
   *
   * @param uri absolute; {@code https} or {@code http} in practice
   * @return a source that is sent as it is
   * @throws IllegalArgumentException if {@code uri} is relative or names a local file
   */
  public static MediaSource url(URI uri) {
    Objects.requireNonNull(uri, "uri");
    if (!uri.isAbsolute()) {
      throw new IllegalArgumentException(
          "Expected a link such as https://example.com/cat.png, but was \""
              + uri
              + "\". For a local file use MediaSource.file(Path)");
    }
    if (uri.getScheme().equalsIgnoreCase("file")) {
      throw new IllegalArgumentException(
          "The server cannot read " + uri + ". For a local file use MediaSource.file(Path)");
    }
    return new MediaSource(uri, null, null, null, null);
  }

  /**
   * A link that the server can read without signing in.
   *
   * @param url absolute; {@code https} or {@code http} in practice
   * @return a source that is sent as it is
   * @throws IllegalArgumentException if {@code url} is not a link or names a local file
   */
  public static MediaSource url(String url) {
    return url(URI.create(url));
  }

  /**
   * A local file. Its media type follows from the end of its name.
   *
   * @param path need not exist yet
   * @return a source that reads the file when it is uploaded
   */
  public static MediaSource file(Path path) {
    Path last = Objects.requireNonNull(path, "path").getFileName();
    String mediaType = last == null ? null : FileTypes.of(last.toString());
    return new MediaSource(null, path, null, null, mediaType);
  }

  /**
   * Bytes in memory.
   *
   * @param bytes copied
   * @param mediaType such as {@code image/png}
   * @return a source that holds the copy
   */
  public static MediaSource bytes(byte[] bytes, String mediaType) {
    Objects.requireNonNull(mediaType, "mediaType");
    return new MediaSource(null, null, bytes.clone(), null, mediaType);
  }

  /**
   * Bytes that are produced when they are needed.
   *
   * @param stream called once for each attempt to upload; each call gives a new stream from the
   *     start, which the reader closes
   * @param mediaType such as {@code image/png}
   * @return a source of unknown size
   */
  public static MediaSource stream(Supplier<InputStream> stream, String mediaType) {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(mediaType, "mediaType");
    return new MediaSource(null, null, null, stream, mediaType);
  }

  /**
   * Whether the server can read this without an upload.
   *
   * @return true if {@link #uri()} is present
   */
  public boolean isUrl() {
    return uri != null;
  }

  /**
   * The link.
   *
   * @return empty for a file, for bytes and for a stream
   */
  public Optional<URI> uri() {
    return Optional.ofNullable(uri);
  }

  /**
   * The local file.
   *
   * @return empty for the other kinds
   */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * The media type, as far as it is known without reading.
   *
   * @return empty for a link and for a file whose name ends in nothing known
   */
  public Optional<String> mediaType() {
    return Optional.ofNullable(mediaType);
  }

  /**
   * The size in bytes at the time of the call.
   *
   * @return empty for a link, for a stream and for a file that cannot be read now
   */
  public OptionalLong size() {
    if (bytes != null) {
      return OptionalLong.of(bytes.length);
    }
    if (path != null) {
      try {
        return OptionalLong.of(Files.size(path));
      } catch (IOException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Opens the content. The caller closes it.
   *
   * @return a new stream, at its start
   * @throws IOException if the file cannot be opened
   * @throws UnsupportedOperationException if this is a link
   */
  public InputStream open() throws IOException {
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    if (path != null) {
      return Files.newInputStream(path);
    }
    if (stream != null) {
      return Objects.requireNonNull(stream.get(), "the supplier of a media stream gave null");
    }
    throw new UnsupportedOperationException("Links are not downloaded: " + uri);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaSource that
        && Objects.equals(uri, that.uri)
        && Objects.equals(path, that.path)
        && Arrays.equals(bytes, that.bytes)
        && Objects.equals(stream, that.stream)
        && Objects.equals(mediaType, that.mediaType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uri, path, Arrays.hashCode(bytes), stream, mediaType);
  }

  /** Names the link or the file; of other content only its size and type. */
  @Override
  public String toString() {
    if (uri != null) {
      return "MediaSource[" + uri + "]";
    }
    if (path != null) {
      return "MediaSource[" + path + "]";
    }
    return "MediaSource["
        + (bytes == null ? "stream" : bytes.length + " bytes")
        + ", "
        + mediaType
        + "]";
  }
}
