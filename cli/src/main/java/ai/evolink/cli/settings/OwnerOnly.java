package ai.evolink.cli.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that nobody else may read, where the file system knows of that. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OwnerOnly() {}

  /** Replaces a file at once and whole; it was never readable by others, not for a moment. */
  static void write(Path file, String text) throws IOException {
    // What a link leads to is replaced, not the link: some keep their settings elsewhere.
    Path real = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    Path folder = real.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file");
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
    Path draft = Files.createTempFile(folder, ".settings-", ".new", mode(folder, "rw-------"));
    try {
      Files.writeString(draft, text, StandardCharsets.UTF_8);
      try {
        Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, real, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** {@return whether others may read or write the file} */
  static boolean isOpenToOthers(Path file) throws IOException {
    if (!isPosix(file)) {
      return false;
    }
    Set<PosixFilePermission> there = EnumSet.noneOf(PosixFilePermission.class);
    there.addAll(Files.getPosixFilePermissions(file, new LinkOption[0]));
    there.retainAll(OTHERS);
    return !there.isEmpty();
  }

  private static FileAttribute<?>[] mode(Path at, String permissions) {
    return isPosix(at)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
