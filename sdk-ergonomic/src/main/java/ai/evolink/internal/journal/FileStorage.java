package ai.evolink.internal.journal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file, written through streams: an interrupt closes a channel, and callers may be
 * interrupted at any time.
 */
public final class FileStorage implements JournalStorage {
  private final Path told;
  private final int tries;
  private @Nullable Held held;
  private @Nullable RandomAccessFile file;
  private long size;

  /** What is known while the journal is open. */
  private record Held(Path path, JournalLock lock) {}

  /**
   * @throws IllegalArgumentException if {@code path} is not one of the machine's own files
   */
  public FileStorage(Path path) {
    this(path, JournalLock.TRIES);
  }

  /**
   * @param tries how often the lock is tried to be taken
   */
  FileStorage(Path path, int tries) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException(
          "file must be on the default file system, but was " + path.toUri());
    }
    this.told = path.toAbsolutePath();
    this.tries = tries;
  }

  @Override
  public byte[] open() throws IOException {
    Path path = JournalFiles.locate(told);
    JournalLock lock = JournalLock.take(path, tries);
    try {
      byte[] content = new byte[0];
      if (Files.exists(path)) {
        file = new RandomAccessFile(path.toFile(), "rw");
        content = JournalFiles.read(file);
      }
      size = content.length;
      held = new Held(path, lock);
      return content;
    } finally {
      if (held == null) {
        lock.release();
        close(file);
        file = null;
      }
    }
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
  public void replace(Content content) throws IOException {
    Path path = open(held).path();
    Path successor = successor(path);
    long length;
    try {
      length = write(successor, content);
    } catch (IOException e) {
      throw new NotReplacedException(e);
    }
    close(file); // Windows renames no open file
    file = null;
    Files.move(
        successor, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The rename is made durable before anybody relies on the new file.
    JournalFiles.forceFolder(path);
    file = new RandomAccessFile(path.toFile(), "rw");
    size = length;
  }

  private static long write(Path path, Content content) throws IOException {
    Files.deleteIfExists(path);
    OwnerOnly.create(path);
    try (FileOutputStream file = new FileOutputStream(path.toFile());
        OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
      content.writeTo(out);
      out.flush();
      file.getFD().sync();
    } catch (IOException e) {
      try {
        Files.deleteIfExists(path); // of a full disk, this may be what fills it
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
    return Files.size(path);
  }

  private static Path successor(Path path) {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  private static <T> T open(@Nullable T what) throws IOException {
    if (what == null) {
      throw new IOException("the file is closed");
    }
    return what;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    close(file);
    file = null;
    if (held != null) {
      held.lock().release();
      held = null;
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
