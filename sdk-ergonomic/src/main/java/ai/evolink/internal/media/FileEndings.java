package ai.evolink.internal.media;

import ai.evolink.model.internal.FileTypes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps file extensions to media types and back. */
public final class FileEndings {
  /** Extensions of text files, in which text is not taken for an error page. */
  private static final Set<String> TEXTS =
      Set.of("json", "xml", "html", "htm", "svg", "txt", "csv", "md", "srt", "vtt", "lrc", "gltf");

  private FileEndings() {}

  /**
   * {@return the extension, for instance {@code ".png"} for {@code image/png}; empty for an unknown
   * type}
   */
  public static String of(String mediaType) {
    String bare = MediaSniffer.bare(mediaType);
    String registered =
        switch (bare) {
          case "audio/mp3" -> "audio/mpeg";
          case "audio/x-wav", "audio/wave" -> "audio/wav";
          case "audio/x-flac" -> "audio/flac";
          case "audio/x-m4a" -> "audio/mp4";
          default -> bare;
        };
    String extension = FileTypes.extensionFor(registered);
    return extension == null ? "" : "." + extension;
  }

  /** {@return the media type for the extension of {@code name}; null if it is unknown} */
  public static @Nullable String typeOf(String name) {
    return FileTypes.of(name);
  }

  public static boolean isText(String name) {
    return TEXTS.contains(FileTypes.extensionOf(name));
  }
}
