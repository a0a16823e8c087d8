package ai.evolink.internal.download;

import ai.evolink.internal.media.FileEndings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a file name out of a link that somebody else wrote. */
public final class ArtifactName {
  /** Leaves room, within the 255 bytes that file systems allow, for an ending and a number. */
  private static final int MAX = 120;

  private static final int MAX_ENDING = 10;

  /** Names that Windows takes for devices, whatever their extension. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private ArtifactName() {}

  /**
   * {@return one path segment, never empty, hidden, absolute or leading out of a folder} Letters,
   * digits, {@code - _ .} and nothing else. It ends as files of {@code mediaType} do, unless it
   * already ends as some other file of media does.
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
    // "run.php" may well send a picture; nothing should take the picture for a program.
    return mediaType == null || FileEndings.typeOf(name) != null
        ? name
        : name + FileEndings.of(mediaType);
  }

  /** {@return what follows the last slash of either kind, decoded once; as hostile as it came} */
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
      if (!dots) { // no dot in front hides the file, no two of them lead anywhere
        out.append(kept);
      }
    }
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == '.') { // Windows would drop it
      end--;
    }
    return out.substring(0, end);
  }

  /** Cuts a long name in the middle, so that it still says what kind of file it is. */
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
