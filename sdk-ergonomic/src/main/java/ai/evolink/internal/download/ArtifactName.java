package ai.evolink.internal.download;

import ai.evolink.internal.media.FileEndings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a safe file name from an untrusted link. */
public final class ArtifactName {
  /**
   * The longest name. File systems allow 255 bytes, so there is room for an extension and a number.
   */
  private static final int MAX = 120;

  private static final int MAX_ENDING = 10;

  /** Names that Windows reserves for devices, with any extension. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private ArtifactName() {}

  /**
   * {@return a single path segment that is never empty, hidden or absolute, and never leads out of
   * its folder} It consists of letters, digits and {@code - _ .} only. The extension for {@code
   * mediaType} is added unless the name already has one of a media file.
   */
  public static String of(URI uri, @Nullable String mediaType) {
    String name = cut(harmless(lastSegment(uri)));
    if (name.isEmpty() || name.chars().allMatch(c -> c == '_')) {
      name = "result";
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    if (DEVICES.contains(stem)) {
      name = "_" + name;
    }
    // A link to "run.php" may well send an image, which must not be saved under the extension of a
    // program.
    return mediaType == null || FileEndings.typeOf(name) != null
        ? name
        : name + FileEndings.of(mediaType);
  }

  /** {@return the part after the last slash or backslash, decoded once but not made safe} */
  static String lastSegment(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String harmless(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), 2 * MAX));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      char kept = plain || c == '-' || c == '_' || c == '.' ? c : '_';
      boolean dots = kept == '.' && (out.isEmpty() || out.charAt(out.length() - 1) == '.');
      if (!dots) { // no leading dot, and never two in a row
        out.append(kept);
      }
    }
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == '.') { // Windows would drop a trailing dot
      end--;
    }
    return out.substring(0, end);
  }

  /** Shortens a long name before its extension, so that the extension stays. */
  private static String cut(String name) {
    if (name.length() <= MAX) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot >= 0 && name.length() - dot <= MAX_ENDING ? name.substring(dot) : "";
    String stem = name.substring(0, MAX - ending.length());
    return (stem.endsWith(".") ? stem.substring(0, stem.length() - 1) : stem) + ending;
  }
}
