package ai.evolink.internal.media;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps file extensions to media types and back. */
public final class FileEndings {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jfif", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("gif", "image/gif"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("heic", "image/heic"),
          Map.entry("avif", "image/avif"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("opus", "audio/opus"),
          Map.entry("aac", "audio/aac"),
          Map.entry("m4a", "audio/mp4"));

  /** Extensions of text files, in which text is not taken for an error page. */
  private static final Set<String> TEXTS =
      Set.of("json", "xml", "html", "htm", "svg", "txt", "csv", "md", "srt", "vtt", "lrc", "gltf");

  private FileEndings() {}

  /**
   * {@return the extension, for instance {@code ".png"} for {@code image/png}; empty for an unknown
   * type}
   */
  public static String of(String mediaType) {
    return switch (MediaSniffer.bare(mediaType)) {
      case "image/png" -> ".png";
      case "image/jpeg" -> ".jpg";
      case "image/webp" -> ".webp";
      case "image/gif" -> ".gif";
      case "image/bmp" -> ".bmp";
      case "image/tiff" -> ".tiff";
      case "image/heic" -> ".heic";
      case "image/avif" -> ".avif";
      case "image/svg+xml" -> ".svg";
      case "video/mp4" -> ".mp4";
      case "video/quicktime" -> ".mov";
      case "video/webm" -> ".webm";
      case "video/x-matroska" -> ".mkv";
      case "audio/mpeg", "audio/mp3" -> ".mp3";
      case "audio/wav", "audio/x-wav", "audio/wave" -> ".wav";
      case "audio/flac", "audio/x-flac" -> ".flac";
      case "audio/ogg" -> ".ogg";
      case "audio/opus" -> ".opus";
      case "audio/aac" -> ".aac";
      case "audio/mp4", "audio/x-m4a" -> ".m4a";
      default -> "";
    };
  }

  /** {@return the media type for the extension of {@code name}; null if it is unknown} */
  public static @Nullable String typeOf(String name) {
    return TYPES.get(endingOf(name));
  }

  public static boolean isText(String name) {
    return TEXTS.contains(endingOf(name));
  }

  private static String endingOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
