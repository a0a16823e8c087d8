package ai.evolink.internal.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Detects the media type of a file from its first bytes, which are more reliable than its name. */
public final class MediaSniffer {
  private static final int HEAD = 16;

  private MediaSniffer() {}

  /** {@return the media type; null if it is not recognised} */
  public static @Nullable String typeOf(InputStream stream) throws IOException {
    return typeOf(stream.readNBytes(HEAD));
  }

  public static @Nullable String typeOf(byte[] head) {
    // Latin-1 maps each byte to the character with the same number.
    String text = new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG")) {
      return "image/png";
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (text.startsWith("GIF8")) {
      return "image/gif";
    }
    if (text.startsWith("RIFF")) {
      return text.startsWith("WEBP", 8)
          ? "image/webp"
          : text.startsWith("WAVE", 8) ? "audio/wav" : null;
    }
    if (text.startsWith("ftyp", 4)) {
      return isoMedia(text.length() < 12 ? "" : text.substring(8, 12));
    }
    if (text.startsWith("BM")) {
      return "image/bmp";
    }
    if (text.startsWith("ID3")) {
      return "audio/mpeg";
    }
    if (text.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (text.startsWith("OggS")) {
      return "audio/ogg";
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return "image/tiff";
    }
    return text.startsWith("%PDF") ? "application/pdf" : null;
  }

  private static String isoMedia(String brand) {
    return switch (brand) {
      case "heic", "heix", "hevc", "mif1" -> "image/heic";
      case "avif", "avis" -> "image/avif";
      case "qt  " -> "video/quicktime";
      case "M4A " -> "audio/mp4";
      default -> "video/mp4";
    };
  }

  /** Whether every file of that type is recognised by its first bytes. */
  public static boolean knows(String mediaType) {
    return switch (mediaType) {
      case "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/heic",
          "image/avif",
          "image/tiff",
          "audio/wav",
          "audio/flac",
          "audio/ogg",
          "video/mp4",
          "video/quicktime" ->
          true;
      default -> false;
    };
  }

  /** {@return {@code mediaType} in lower case and without parameters} */
  public static String bare(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String type = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
