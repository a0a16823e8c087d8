package ai.evolink.internal.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that nobody sees until it is whole: it grows under another name in the folder where it
 * will be, so that the move at the end stays on one file system, and is gone if it gets no further.
 */
public final class PartFile implements AutoCloseable {
  private static final int MAX_NAMES = 10_000;

  private final Path directory;
  private final Path part;
  private final SeekableByteChannel channel;

  private PartFile(Path directory, Path part, SeekableByteChannel channel) {
    this.directory = directory;
    this.part = part;
    this.channel = channel;
  }

  /**
   * @param id makes its name one that nobody else has
   */
  static PartFile in(Path directory, UUID id) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    // Not a "temporary file" of the JDK's, which nobody else may read.
    Path part = directory.resolve(".evolink-" + id + ".part");
    return new PartFile(
        directory,
        part,
        Files.newByteChannel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Forgets what was written. */
  void truncate() throws IOException {
    channel.truncate(0);
    channel.position(0);
  }

  /** Becomes {@code file}, in place of what may be there. */
  void become(Path file) throws IOException {
    channel.close(); // may be what reports a full disk
    move(file);
  }

  /** Becomes {@code name}, or {@code name-2} and so on if that is taken. */
  Path becomeNew(String name) throws IOException {
    channel.close();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    for (int i = 1; i < MAX_NAMES; i++) {
      Path file = directory.resolve(i == 1 ? name : stem + "-" + i + extension);
      try {
        Files.createFile(file); // claims the name against other processes
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      try {
        move(file);
      } catch (IOException e) {
        discard(file, e);
        throw e;
      }
      return file;
    }
    throw new FileAlreadyExistsException(directory.resolve(name).toString());
  }

  private void move(Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path file, IOException failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Leaves nothing behind, unless it has become a file. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
