package ai.evolink.internal.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Detects the media type of a file from its first bytes, which are more reliable than its name. */
public final class MediaSniffer {
  /**
   * The number of bytes examined: enough for the part of a Matroska header that shows which of its
   * two kinds the file is.
   */
  private static final int HEAD = 64;

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
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return text.contains("webm") ? "video/webm" : "video/x-matroska";
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
    return text.startsWith("%PDF") ? "application/pdf" : frames(text);
  }

  /** {@return the media type of audio that begins directly with a frame: MPEG layer III, or AAC} */
  private static @Nullable String frames(String text) {
    if (text.length() < 4 || text.charAt(0) != 0xff || (text.charAt(1) & 0xe0) != 0xe0) {
      return null;
    }
    int second = text.charAt(1);
    if ((second & 0xf6) == 0xf0) {
      return "audio/aac";
    }
    boolean layer3 = (second & 0x06) == 0x02 && (second & 0x18) != 0x08;
    boolean rates = (text.charAt(2) & 0xf0) != 0xf0 && (text.charAt(2) & 0x0c) != 0x0c;
    return layer3 && rates ? "audio/mpeg" : null;
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
