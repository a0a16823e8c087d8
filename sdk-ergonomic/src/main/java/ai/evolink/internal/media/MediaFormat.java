package ai.evolink.internal.media;

import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The type under which local media are sent. */
public final class MediaFormat {
  private MediaFormat() {}

  /**
   * {@return the media type by content, else as declared, else by name; null if nothing tells}
   * Streams are not opened: what they declare holds.
   */
  public static @Nullable String of(MediaSource source) {
    String declared = declared(source);
    String actual = source.size().isEmpty() ? null : sniffed(source);
    return actual == null || (declared != null && MediaSniffer.mayBe(actual, declared))
        ? declared
        : actual;
  }

  /** As the caller says it, or as the name of a file does. */
  private static @Nullable String declared(MediaSource source) {
    return source.mediaType().map(MediaFormat::tidy).orElse(null);
  }

  /** Parameters, of a codec for instance, are the caller's and stay. */
  private static String tidy(String mediaType) {
    String bare = MediaSniffer.bare(mediaType);
    return mediaType.indexOf(';') < 0 ? bare : bare + mediaType.substring(mediaType.indexOf(';'));
  }

  private static @Nullable String sniffed(MediaSource source) {
    try (InputStream content = source.open()) {
      return MediaSniffer.typeOf(content);
    } catch (IOException e) {
      return null; // the upload will say so
    }
  }
}
