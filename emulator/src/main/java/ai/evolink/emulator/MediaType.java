package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Types of media, told by their first bytes as the file service does, never by a file's name. */
enum MediaType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  GIF("image/gif", "gif"),
  WEBP("image/webp", "webp"),
  MP4("video/mp4", "mp4"),
  QUICKTIME("video/quicktime", "mov"),
  WEBM("video/webm", "webm"),
  MP3("audio/mpeg", "mp3"),
  M4A("audio/mp4", "m4a"),
  WAV("audio/wav", "wav"),
  FLAC("audio/flac", "flac"),
  OGG("audio/ogg", "ogg"),
  UNKNOWN("application/octet-stream", "bin");

  private final String type;
  private final String extension;

  MediaType(String type, String extension) {
    this.type = type;
    this.extension = extension;
  }

  String type() {
    return type;
  }

  String extension() {
    return extension;
  }

  /** {@code image}, {@code video}, {@code audio} or {@code application}. */
  String family() {
    return type.substring(0, type.indexOf('/'));
  }

  static MediaType of(byte[] content) {
    String head = new String(content, 0, Math.min(16, content.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    } else if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return GIF;
    } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WEBP;
    } else if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
      return WAV;
    } else if (head.startsWith("ftyp", 4)) {
      return head.startsWith("qt", 8) ? QUICKTIME : head.startsWith("M4A", 8) ? M4A : MP4;
    } else if (head.startsWith("\u001aE\u00df\u00a3")) {
      return WEBM;
    } else if (head.startsWith("ID3") || isMpegFrame(head)) {
      return MP3;
    } else if (head.startsWith("fLaC")) {
      return FLAC;
    } else if (head.startsWith("OggS")) {
      return OGG;
    }
    return UNKNOWN;
  }

  /** The type that a file name hints at, for links whose bytes we never see. */
  static Optional<MediaType> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (MediaType type : values()) {
      if (type != UNKNOWN && lower.endsWith("." + type.extension)) {
        return Optional.of(type);
      }
    }
    return lower.endsWith(".jpeg") ? Optional.of(JPEG) : Optional.empty();
  }

  private static boolean isMpegFrame(String head) {
    return head.length() > 1 && head.charAt(0) == 0xff && (head.charAt(1) & 0xe6) == 0xe2;
  }
}
