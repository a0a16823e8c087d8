package ai.evolink;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a file name out of a link that somebody else wrote. */
final class ArtifactName {
  private static final int MAX = 120;

  /** Names that Windows takes for devices, whatever their extension. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private ArtifactName() {}

  /** {@return one path segment, never empty, hidden, absolute or leading out of a folder} */
  static String of(URI uri, @Nullable String mediaType) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < last.length() && out.length() < MAX; i++) {
      char c = last.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      out.append(plain || c == '-' || c == '_' || c == '.' ? c : '_');
    }
    String name = out.toString().replaceAll("\\.{2,}", ".").replaceAll("^\\.+|\\.+$", "");
    if (name.isEmpty() || name.chars().allMatch(c -> c == '_')) {
      name = "result";
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
    if (DEVICES.contains(stem)) {
      name = "_" + name;
    }
    if (name.indexOf('.') < 0 && mediaType != null) {
      name += MediaSniffer.extension(mediaType);
    }
    return name;
  }
}
