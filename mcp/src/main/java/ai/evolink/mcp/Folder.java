package ai.evolink.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The only folder whose files an assistant can have read, and the only one that results are saved
 * in. Neither {@code ..} nor an absolute path nor a symbolic link leads out of it. Nothing in it is
 * ever replaced.
 */
final class Folder {
  private final Path given;

  Folder(Path given) {
    this.given = given.toAbsolutePath().normalize();
  }

  /** {@return the folder itself, made if it is not there} */
  Path root() {
    try {
      Files.createDirectories(given);
      return given.toRealPath();
    } catch (IOException e) {
      throw new ToolException(
          "The folder of this server, " + given + ", cannot be used (" + e + "). Tell the user.",
          e);
    }
  }

  /**
   * {@return the file that is called {@code name}: a path relative to the folder, or an absolute
   * one into it}
   */
  Path existing(String name) {
    Path root = root();
    Path file;
    try {
      Path asked = root.resolve(name).normalize();
      if (asked.startsWith(given)) {
        asked = root.resolve(given.relativize(asked));
      }
      if (!asked.startsWith(root)) {
        throw outside(name, root);
      }
      file = asked.toRealPath();
    } catch (InvalidPathException | IOException e) {
      throw new ToolException(
          "There is no file \"" + name + "\" in the folder of this server, " + root + ".", e);
    }
    if (!file.startsWith(root)) {
      throw outside(name, root);
    }
    if (!Files.isRegularFile(file)) {
      throw new ToolException("\"" + name + "\" is no file. Name a file in " + root + ".");
    }
    return file;
  }

  private static ToolException outside(String name, Path root) {
    return new ToolException(
        "\""
            + name
            + "\" is outside of "
            + root
            + ", the only folder that this server may use. Ask the user to copy the file there, or"
            + " give an https link.");
  }

  /** {@return a path in the folder that is free: {@code name.suffix}, or with a number} */
  Path free(String name, String suffix) {
    Path root = root();
    for (int number = 1; ; number++) {
      Path file = root.resolve(name + (number == 1 ? "" : "~" + number) + "." + suffix);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
  }

  /** {@return the files of that name, whatever their suffix; links are none} */
  List<Path> named(String name) {
    Path root = root();
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\Q" + name + "\\E\\.[a-z0-9]+"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ToolException("The folder of this server cannot be read (" + e + ").", e);
    }
  }
}
