package ai.evolink.simulation;

import ai.evolink.internal.journal.JournalStorage;
import ai.evolink.internal.journal.NotReplacedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The disk of a journal. It survives the processes that write to it, and forgets on a power cut
 * what was not forced.
 */
final class Disk {
  private static final int SECTOR = 512;

  private final World world;
  private final Chance chance;
  private final int trouble;
  private byte[] bytes = new byte[0];
  private int forced;
  private int operations;
  private boolean failed;

  Disk(World world, Chance chance, int trouble) {
    this.world = world;
    this.chance = chance;
    this.trouble = trouble;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Whether any operation has failed so far. */
  boolean hasFailed() {
    return failed;
  }

  /**
   * Of what was not forced, the end is lost, or some sectors, which are zeros then. A sector is
   * written as a whole or not at all.
   */
  void cutPower() {
    int unforced = bytes.length - forced;
    if (unforced > 0) {
      if (chance.below(2, "sectors", operations) == 0) {
        for (int sector = forced - forced % SECTOR; sector < bytes.length; sector += SECTOR) {
          if (chance.below(2, "sector " + sector, operations) == 0) {
            int end = Math.min(bytes.length, sector + SECTOR);
            Arrays.fill(bytes, Math.max(forced, sector), end, (byte) 0);
          }
        }
      } else {
        bytes = Arrays.copyOf(bytes, forced + chance.below(unforced + 1, "cut", operations));
      }
      world.event("power cut: " + unforced + " bytes were not forced");
    }
    forced = bytes.length;
  }

  JournalStorage of(Jvm process) {
    return new Storage(process);
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }

  private final class Storage implements JournalStorage {
    private final Jvm process;

    Storage(Jvm process) {
      this.process = process;
    }

    /** Whether the operation goes wrong; the process may also die in it. */
    private boolean goesWrong() throws IOException {
      operations++;
      if (!process.isAlive()) {
        throw new IOException("the process is gone");
      }
      if (chance.trouble(trouble / 10, "kill in write", operations)) {
        process.crash(chance.below(2, "power too", operations) == 0);
        return true;
      }
      boolean wrong = chance.trouble(trouble / 4, "disk", operations);
      failed |= wrong;
      return wrong;
    }

    @Override
    public byte[] open() {
      return bytes.clone();
    }

    @Override
    public void append(byte[] added) throws IOException {
      boolean wrong = goesWrong();
      int written = wrong ? chance.below(added.length + 1, "torn", operations) : added.length;
      int before = bytes.length;
      bytes = Arrays.copyOf(bytes, before + written);
      System.arraycopy(added, 0, bytes, before, written);
      if (wrong) {
        throw full();
      }
    }

    @Override
    public void force() throws IOException {
      if (goesWrong()) {
        throw full();
      }
      forced = bytes.length;
    }

    @Override
    public void replace(Content content) throws IOException {
      if (goesWrong()) {
        throw new NotReplacedException(full());
      }
      ByteArrayOutputStream replacement = new ByteArrayOutputStream();
      content.writeTo(replacement);
      bytes = replacement.toByteArray();
      forced = bytes.length;
      if (goesWrong()) {
        throw full(); // and nobody knows that it was replaced
      }
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void close() {}

    @Override
    public String name() {
      return "simulated journal";
    }
  }
}
