package ai.evolink.internal.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that only their owner may read, since they hold prompts and callback tokens. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Creates {@code file} unless it exists. */
  static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        FileAttribute<?> mode =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, mode);
      } else {
        Files.createFile(file); // Windows: what the folder grants
      }
    } catch (FileAlreadyExistsException e) {
      // Somebody was faster; the lock decides who goes on.
    }
  }
}
