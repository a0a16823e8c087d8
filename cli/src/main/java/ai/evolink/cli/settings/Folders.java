package ai.evolink.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of this program are: those that a user writes, and those that it writes itself.
 *
 * @param config null if the environment names no place for it
 * @param data null likewise
 */
public record Folders(@Nullable Path config, @Nullable Path data) {
  /** Names one folder for all, in place of what the system has for them. */
  public static final String HOME_VARIABLE = "EVOLINK_HOME";

  private static final String NAME = "evolink";

  /**
   * Finds them as the system at hand has it.
   *
   * @param os its name, as the property {@code os.name} has it
   */
  public static Folders of(Map<String, String> env, String os) {
    Path own = path(env.get(HOME_VARIABLE));
    if (own != null) {
      return new Folders(own, own);
    }
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return new Folders(
          below(path(env.get("APPDATA")), NAME), below(path(env.get("LOCALAPPDATA")), NAME));
    }
    Path home = path(env.get("HOME"));
    if (system.startsWith("mac")) {
      Path library = below(home, "Library/Application Support/" + NAME);
      return new Folders(library, library);
    }
    return new Folders(
        xdg(env.get("XDG_CONFIG_HOME"), home, ".config"),
        xdg(env.get("XDG_DATA_HOME"), home, ".local/share"));
  }

  /** The specification wants paths that are relative to be ignored. */
  private static @Nullable Path xdg(@Nullable String variable, @Nullable Path home, String usual) {
    Path named = path(variable);
    return below(named != null && named.isAbsolute() ? named : below(home, usual), NAME);
  }

  private static @Nullable Path below(@Nullable Path folder, String name) {
    return folder == null ? null : folder.resolve(name);
  }

  private static @Nullable Path path(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
