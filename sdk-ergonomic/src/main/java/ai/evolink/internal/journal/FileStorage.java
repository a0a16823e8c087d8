package ai.evolink.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file, written through {@link RandomAccessFile}: an interrupt closes a channel, and
 * callers may be interrupted at any time.
 */
public final class FileStorage implements JournalStorage {
  private final Path told;
  private Path path;
  private @Nullable JournalLock lock;
  private @Nullable RandomAccessFile file;
  private long size;

  public FileStorage(Path path) {
    this.told = path.toAbsolutePath().normalize();
    this.path = told;
  }

  @Override
  public byte[] open() throws IOException {
    Path folder = told.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "there is no such folder");
    }
    if (Files.isDirectory(told)) {
      throw new IOException("it is a folder");
    }
    path = Files.exists(told) ? told.toRealPath() : told;
    JournalLock taken = JournalLock.take(path);
    try {
      OwnerOnly.create(path);
      Files.deleteIfExists(successor());
      byte[] content = Files.readAllBytes(path);
      file = new RandomAccessFile(path.toFile(), "rw");
      size = content.length;
      lock = taken;
      return content;
    } finally {
      if (lock == null) {
        taken.release();
      }
    }
  }

  @Override
  public void truncate(long length) throws IOException {
    RandomAccessFile open = open(file);
    open.setLength(length);
    size = length;
    open.getFD().sync();
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    RandomAccessFile open = open(file);
    open.seek(size);
    open.write(bytes);
    size += bytes.length;
  }

  @Override
  public void force() throws IOException {
    open(file).getFD().sync();
  }

  @Override
  public void replace(byte[] content) throws IOException {
    Path successor = successor();
    try {
      write(successor, content);
    } catch (IOException e) {
      throw new NotReplacedException(e);
    }
    close(file); // Windows renames no open file
    file = null;
    Files.move(
        successor, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
    file = new RandomAccessFile(path.toFile(), "rw");
    size = content.length;
  }

  private static void write(Path path, byte[] content) throws IOException {
    Files.deleteIfExists(path);
    OwnerOnly.create(path);
    try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
      out.write(content);
      out.getFD().sync();
    } catch (IOException e) {
      try {
        Files.deleteIfExists(path); // of a full disk, this may be what fills it
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private Path successor() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  /** Makes the rename durable, before anybody relies on the new file. */
  private void forceFolder() throws IOException {
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

  private static RandomAccessFile open(@Nullable RandomAccessFile file) throws IOException {
    if (file == null) {
      throw new IOException("the file is closed");
    }
    return file;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    close(file);
    file = null;
    if (lock != null) {
      lock.release();
      lock = null;
    }
  }

  private static void close(@Nullable RandomAccessFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // What was forced is on disk, and nothing else was promised.
      }
    }
  }

  @Override
  public String name() {
    return "journal " + told;
  }
}
