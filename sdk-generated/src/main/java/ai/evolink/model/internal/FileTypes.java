package ai.evolink.model.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Media types by the extensions of file names: the only such table, for what is uploaded as well as
 * for results. The JDK's own differs from system to system.
 */
public final class FileTypes {
  /** The extensions of each type; the first is the one that a new file gets. */
  private static final Map<String, List<String>> EXTENSIONS =
      Map.ofEntries(
          Map.entry("image/jpeg", List.of("jpg", "jpeg", "jfif")),
          Map.entry("image/png", List.of("png")),
          Map.entry("image/webp", List.of("webp")),
          Map.entry("image/gif", List.of("gif")),
          Map.entry("image/bmp", List.of("bmp")),
          Map.entry("image/tiff", List.of("tiff", "tif")),
          Map.entry("image/heic", List.of("heic")),
          Map.entry("image/heif", List.of("heif")),
          Map.entry("image/avif", List.of("avif")),
          Map.entry("image/svg+xml", List.of("svg")),
          Map.entry("video/mp4", List.of("mp4")),
          Map.entry("video/quicktime", List.of("mov")),
          Map.entry("video/webm", List.of("webm")),
          Map.entry("video/x-matroska", List.of("mkv")),
          Map.entry("video/x-msvideo", List.of("avi")),
          Map.entry("audio/mpeg", List.of("mp3")),
          Map.entry("audio/wav", List.of("wav")),
          Map.entry("audio/mp4", List.of("m4a")),
          Map.entry("audio/aac", List.of("aac")),
          Map.entry("audio/flac", List.of("flac")),
          Map.entry("audio/ogg", List.of("ogg")),
          Map.entry("audio/opus", List.of("opus")),
          Map.entry("audio/pcm", List.of("pcm")));

  private static final Map<String, String> TYPES = new HashMap<>();

  static {
    EXTENSIONS.forEach(
        (type, extensions) -> extensions.forEach(extension -> TYPES.put(extension, type)));
  }

  private FileTypes() {}

  /**
   * {@return the media type that the extension of a name stands for; null if it is unknown}
   *
   * @param name of a file
   */
  public static @Nullable String of(String name) {
    return TYPES.get(extensionOf(name));
  }

  /**
   * {@return the extension of a file of that type, without the dot; null if the type is unknown}
   *
   * @param mediaType in lower case and without parameters
   */
  public static @Nullable String extensionFor(String mediaType) {
    List<String> extensions = EXTENSIONS.get(mediaType);
    return extensions == null ? null : extensions.get(0);
  }

  /**
   * {@return what follows the last dot, in lower case; empty without a dot}
   *
   * @param name of a file
   */
  public static String extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
