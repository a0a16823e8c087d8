package ai.evolink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes, as far as that matters for its name. */
enum FileKind {
  PNG("a PNG picture", "png"),
  JPEG("a JPEG picture", "jpg jpeg"),
  WEBP("a WebP picture", "webp"),
  GIF("a GIF picture", "gif"),
  MP4("an MP4 video", "mp4 m4v mov m4a"),
  WEBM("a WebM video", "webm mkv"),
  MP3("an MP3 sound", "mp3"),
  WAV("a WAV sound", "wav"),
  FLAC("a FLAC sound", "flac"),
  OGG("an Ogg sound", "ogg opus oga");

  private static final int START = 12;

  private final String words;

  /** The usual one first. */
  private final String suffixes;

  FileKind(String words, String suffixes) {
    this.words = words;
    this.suffixes = suffixes;
  }

  /** {@return a sentence about a file whose name says another thing than its bytes} */
  static Optional<String> contradiction(Path file) {
    String name = String.valueOf(file.getFileName());
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean says = false;
    for (FileKind kind : values()) {
      says |= kind.has(suffix);
    }
    FileKind actual = says ? of(file) : null;
    return actual == null || actual.has(suffix)
        ? Optional.empty()
        : Optional.of(
            file
                + " is "
                + actual.words
                + ", whatever its name says; ."
                + actual.usual()
                + " would be right.");
  }

  private boolean has(String suffix) {
    return (" " + suffixes + " ").contains(" " + suffix + " ");
  }

  private String usual() {
    int space = suffixes.indexOf(' ');
    return space < 0 ? suffixes : suffixes.substring(0, space);
  }

  private static @Nullable FileKind of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(new String(in.readNBytes(START), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return null; // it is saved; this is only about its name
    }
  }

  private static @Nullable FileKind of(String start) {
    if (start.startsWith("\u0089PNG")) {
      return PNG;
    }
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return JPEG;
    }
    if (start.startsWith("GIF8")) {
      return GIF;
    }
    if (start.startsWith("RIFF")) {
      return start.endsWith("WEBP") ? WEBP : start.endsWith("WAVE") ? WAV : null;
    }
    if (start.startsWith("ftyp", 4)) {
      return MP4;
    }
    if (start.startsWith("\u001AE\u00DF\u00A3")) {
      return WEBM;
    }
    if (start.startsWith("ID3")
        || start.startsWith("\u00FF\u00FB")
        || start.startsWith("\u00FF\u00F3")) {
      return MP3;
    }
    if (start.startsWith("fLaC")) {
      return FLAC;
    }
    return start.startsWith("OggS") ? OGG : null;
  }
}
