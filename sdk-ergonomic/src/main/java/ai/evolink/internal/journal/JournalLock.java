package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.evolink.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a journal: a file of its own that is never renamed, replaced or deleted, since a lock
 * goes with the file that it was taken on, and with any stream of it that is closed. It holds the
 * number of the process that has the lock.
 */
final class JournalLock {
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 50;

  /** A second stream of a lock file would end the lock of the first when it is closed. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path path;
  private final RandomAccessFile file;

  private JournalLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Takes the lock of {@code journal}, which somebody who is about to end may still hold: waits for
   * five seconds.
   *
   * @throws JournalException if it is held for longer; the message names the process
   */
  static JournalLock take(Path journal) throws IOException {
    Path path = journal.resolveSibling(journal.getFileName() + ".lock");
    for (int i = 0; i < TRIES; i++) {
      JournalLock lock = tryToTake(path);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JournalException(
            "Interrupted while the journal " + journal + " was in use.", e, null);
      }
    }
    throw new JournalException(
        "The journal " + journal + " is in use by " + owner(path) + ".",
        null,
        "Give each process a journal of its own, or close the client of the other one first.");
  }

  private static @Nullable JournalLock tryToTake(Path path) throws IOException {
    synchronized (HELD) {
      if (!HELD.add(path)) {
        return null;
      }
    }
    RandomAccessFile file = null;
    boolean taken = false;
    try {
      OwnerOnly.create(path);
      file = new RandomAccessFile(path.toFile(), "rw");
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        return null;
      }
      taken = true;
      file.setLength(0);
      file.write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
      return new JournalLock(path, file);
    } catch (OverlappingFileLockException e) { // another class loader of this process
      return null;
    } finally {
      if (!taken) {
        if (file != null) {
          file.close();
        }
        free(path);
      }
    }
  }

  private static String owner(Path path) {
    synchronized (HELD) {
      if (HELD.contains(path)) {
        return "another client of this process";
      }
    }
    try {
      String pid = Files.readString(path, US_ASCII).strip();
      return pid.isEmpty() ? "another process" : "process " + pid;
    } catch (IOException | RuntimeException e) {
      return "another process";
    }
  }

  private static void free(Path path) {
    synchronized (HELD) {
      HELD.remove(path);
    }
  }

  void release() {
    try {
      file.close(); // ends the lock
    } catch (IOException e) {
      // It ends with the process at the latest.
    } finally {
      free(path);
    }
  }
}
