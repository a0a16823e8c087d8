package ai.evolink.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a journal asks of the file system. Nothing here minds an interrupt. */
final class JournalFiles {
  private static final int MOST_LINKS = 40;

  /** What an array can hold; a journal is written anew long before. */
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private JournalFiles() {}

  /**
   * {@return the one name of the file behind {@code told}, which need not exist} All clients must
   * come to the same one, by which links ever: the lock stands beside it, and a rename would
   * replace a link instead of what it names.
   */
  static Path locate(Path told) throws IOException {
    Path at = told;
    for (int i = 0; Files.isSymbolicLink(at); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(told.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    Path folder = at.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "there is no such folder");
    }
    Path path = folder.toRealPath().resolve(at.getFileName());
    if (!Files.exists(path)) {
      return path;
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(Files.isDirectory(path) ? "it is a folder" : "it is not a plain file");
    }
    return path.toRealPath(); // as the disk spells it
  }

  /** {@return the whole content} */
  static byte[] read(RandomAccessFile file) throws IOException {
    long length = file.length();
    if (length > LARGEST) {
      throw new IOException("it has " + length + " bytes, and no journal can be so large");
    }
    byte[] content = new byte[(int) length];
    file.seek(0);
    file.readFully(content);
    return content;
  }

  /** Makes a rename of {@code path} durable. */
  static void forceFolder(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null || !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // Windows opens no folders, and orders its own changes
    }
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
          open.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true; // a folder can be opened as a channel only: once more, then
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
