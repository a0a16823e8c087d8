package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.evolink.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a journal: a file of its own that is never renamed, replaced or deleted, since a lock
 * goes with the file that it was taken on. It holds the number of the process that has the lock.
 *
 * <p>On most systems the locks of a process on a file end when any stream of that file is closed,
 * while the lock says that it is valid still. So within a JVM, whatever class loaders there are,
 * only the one that has a claim may open the file.
 */
final class JournalLock {
  /** Five seconds: who is about to end may still hold it. */
  static final int TRIES = 100;

  private static final long PAUSE_MILLIS = 50;
  private static final String CLAIM = "ai.evolink.journal.claim.";

  /** Behind what is written, since Windows lets nobody read what is locked. */
  private static final long LOCKED_AT = 1L << 30;

  private static final int LONGEST_PID = 20;

  private final Path path;
  private final RandomAccessFile file;

  private JournalLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Takes the lock of {@code journal}.
   *
   * @throws JournalException if somebody holds it all the time; the message names the process
   */
  static JournalLock take(Path journal, int tries) throws IOException {
    Path path = journal.resolveSibling(journal.getFileName() + ".lock");
    for (int i = 0; i < tries; i++) {
      JournalLock lock = tryToTake(path);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JournalException(
            "Interrupted while the journal " + journal + " was in use by " + owner(path) + ".",
            e,
            null);
      }
    }
    throw new JournalException(
        "The journal " + journal + " is in use by " + owner(path) + ".",
        null,
        "Give each process a journal of its own, or close the client of the other one first.");
  }

  private static @Nullable JournalLock tryToTake(Path path) throws IOException {
    if (System.getProperties().putIfAbsent(CLAIM + path, "") != null) {
      return null;
    }
    RandomAccessFile file = null;
    boolean taken = false;
    try {
      OwnerOnly.create(path);
      file = new RandomAccessFile(path.toFile(), "rw");
      if (file.getChannel().tryLock(LOCKED_AT, 1, false) == null) {
        return null;
      }
      sign(path, file);
      taken = true;
      return new JournalLock(path, file);
    } catch (OverlappingFileLockException e) { // somebody has removed the claim
      return null;
    } finally {
      if (!taken) {
        if (file != null) {
          file.close();
        }
        System.getProperties().remove(CLAIM + path);
      }
    }
  }

  private static void sign(Path path, RandomAccessFile file) throws IOException {
    byte[] there = new byte[(int) Math.min(file.length(), LONGEST_PID + 1)];
    file.readFully(there);
    if (!new String(there, US_ASCII).matches("\\d{0," + LONGEST_PID + "}\\s*")) {
      throw new IOException(path + " is not the lock of a journal");
    }
    try {
      file.setLength(0);
      file.seek(0);
      file.write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      // A full disk. Locked it is; the number is for messages only.
    }
  }

  private static String owner(Path path) {
    if (System.getProperty(CLAIM + path) != null) {
      return "another client of this process";
    }
    try {
      String pid = Files.readString(path, US_ASCII).strip();
      return pid.isEmpty() ? "another process" : "process " + pid;
    } catch (IOException | RuntimeException e) {
      return "another process";
    }
  }

  void release() {
    try {
      file.close(); // ends the lock
    } catch (IOException e) {
      // It ends with the process at the latest.
    } finally {
      System.getProperties().remove(CLAIM + path);
    }
  }
}
