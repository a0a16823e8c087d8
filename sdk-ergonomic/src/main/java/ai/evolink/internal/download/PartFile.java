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
 * A partial file, invisible under its final name until it is complete. It is written under a
 * temporary name in the same folder, so that the final move stays on one file system, and is
 * deleted if the download fails.
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
   * @param id makes the temporary name unique
   */
  static PartFile in(Path directory, UUID id) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    // Not one of the JDK's temporary files, which only their owner may read.
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

  /** Discards everything written so far. */
  void truncate() throws IOException {
    channel.truncate(0);
    channel.position(0);
  }

  /** Moves the file to {@code file}, replacing any existing file. */
  void become(Path file) throws IOException {
    channel.close(); // a full disk may be reported only here
    move(file);
  }

  /** Moves the file to {@code name} or, if that is taken, to {@code name-2} and so on. */
  Path becomeNew(String name) throws IOException {
    channel.close();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    for (int i = 1; i < MAX_NAMES; i++) {
      Path file = directory.resolve(i == 1 ? name : stem + "-" + i + extension);
      try {
        Files.createFile(file); // reserves the name, also against other processes
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

  /** Deletes the partial file, unless it was moved to its final name. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
