package ai.evolink.cli;

import ai.evolink.Artifact;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where results go: a file, or a directory in which they keep the names of their links. */
final class OutputTarget {
  private static final String STDOUT = "-";

  private final Path path;
  private final boolean directory;
  private final boolean stdout;
  private final boolean force;

  private OutputTarget(Path path, boolean directory, boolean stdout, boolean force) {
    this.path = path;
    this.directory = directory;
    this.stdout = stdout;
    this.force = force;
  }

  /**
   * @param out a directory if it ends in a slash or is one; the current one if null
   */
  static OutputTarget of(@Nullable String out) {
    return of(out, false);
  }

  /**
   * @param out a dash for standard output
   * @param force whether a file that exists is replaced
   */
  static OutputTarget of(@Nullable String out, boolean force) {
    if (out == null) {
      return new OutputTarget(Path.of("."), true, false, force);
    }
    if (out.equals(STDOUT)) {
      return new OutputTarget(Path.of("."), false, true, force);
    }
    if (out.isBlank()) {
      throw CliException.usage(
          "--out needs the name of a file or a directory, but was '" + out + "'.", null);
    }
    Path path = Arguments.path(out);
    boolean directory =
        out.endsWith("/") || out.endsWith(File.separator) || Files.isDirectory(path);
    return new OutputTarget(path, directory, false, force);
  }

  /**
   * Makes sure that results can be written, before money is spent on them. Really writes: only that
   * tells of read-only file systems and the like. Leaves nothing behind.
   */
  void requireWritable() {
    if (stdout) {
      return;
    }
    if (!directory && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(path)) {
        throw refused(path, "it exists and is not a file");
      }
      if (!Files.isWritable(path)) {
        throw refused(path, "it is read-only");
      }
      if (!force) {
        throw CliException.usage(
            "There is a file " + path + " already.",
            "Name another one with --out, or replace it with --force.");
      }
    }
    Path existing = directory ? path.toAbsolutePath() : parent();
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = existing.getParent();
      if (parent == null) {
        throw refused(path, existing + " does not exist");
      }
      existing = parent;
    }
    if (!Files.isDirectory(existing)) {
      throw refused(path, existing + " is not a directory");
    }
    try {
      Files.delete(Files.createTempFile(existing, ".evolink-", ".probe"));
    } catch (IOException e) {
      throw refused(path, "nothing can be created in " + existing);
    }
  }

  /** {@return whether the bytes go to standard output} */
  boolean isStdout() {
    return stdout;
  }

  /** Makes sure that results of several tasks do not replace one another. */
  void requireDirectory() {
    if (!directory) {
      throw CliException.usage(
          "--out must be a directory for several tasks, but was " + path + ".",
          "End it in a slash.");
    }
  }

  /**
   * Saves one result after the other; in place of one named file, several get numbers.
   *
   * @param saved told each file once it is complete
   * @throws ai.evolink.EvolinkException if a link does not answer or its file cannot be written
   */
  void save(List<Artifact> results, Consumer<Path> saved) throws IOException {
    int number = 0;
    for (Artifact result : results) {
      if (directory) {
        saved.accept(result.saveInto(path).normalize());
      } else {
        Path file = path;
        if (results.size() > 1) {
          number = free(number + 1);
          file = numbered(number);
        }
        Files.createDirectories(parent());
        // The file that a link leads to is replaced, not the link.
        result.saveTo(Files.isSymbolicLink(file) ? file.toRealPath() : file);
        saved.accept(file);
      }
    }
  }

  private Path parent() {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw refused(path, "it is not a file");
    }
    return parent;
  }

  /** The first number from {@code number} on whose file may be written. */
  private int free(int number) {
    int free = number;
    while (!force && Files.exists(numbered(free), LinkOption.NOFOLLOW_LINKS)) {
      free++;
    }
    return free;
  }

  private Path numbered(int number) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    return path.resolveSibling(stem + "-" + number + extension);
  }

  private static CliException refused(Path path, String why) {
    return CliException.usage(
        "Cannot write to " + path + ": " + why + ". Nothing was submitted.",
        "Name another place with --out.");
  }
}
