package ai.evolink.cli.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of a history: one journal for each process, in one folder, for the owner only. */
final class HistoryFiles {
  private static final String ENDING = ".journal";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Clock clock;

  HistoryFiles(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Path folder() {
    return folder;
  }

  /** {@return the journals that are there, oldest first} */
  List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /** {@return the name of a journal that nobody else writes} Makes the folder. */
  Path fresh() throws IOException {
    if (!Files.isDirectory(folder)) {
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] mode =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
              }
              : new FileAttribute<?>[0];
      Files.createDirectories(folder, mode);
    }
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return folder.resolve(
        TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(random) + ENDING);
  }

  static void delete(Path journal) throws IOException {
    Files.deleteIfExists(journal);
    for (String beside : List.of(".lock", ".new")) {
      Files.deleteIfExists(journal.resolveSibling(journal.getFileName() + beside));
    }
  }
}
