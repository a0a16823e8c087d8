package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a journal, up to the first that is not intact.
 *
 * <p>A batch is forced to disk before the next one begins. So only the last frame can be
 * incomplete: it is <em>torn</em> if it is short, or if a whole sector of it was never written,
 * which is what a power failure leaves; nobody was told that its records are durable. Anything else
 * that is wrong is <em>damage</em> of records that somebody may have relied on, also in a complete
 * last frame.
 */
final class Frames {
  private final byte[] file;
  private int at;
  private @Nullable String damage;

  Frames(byte[] file) {
    this.file = file;
  }

  /** The records of one batch: the bytes of the file from one index to before another. */
  record Batch(int from, int to) {}

  /** {@return the next batch; null at the end of what is intact} */
  @Nullable Batch next() {
    if (at == file.length) {
      return null;
    }
    Frame.Head head = Frame.headAt(file, at);
    if (head == null) {
      damage = isTornWithoutHead() ? null : "there is no batch of records at byte " + at;
      return null;
    }
    int start = at + Frame.HEAD;
    long end = (long) start + head.length();
    if (end > file.length) {
      return null; // short: the write was cut off
    }
    if (Frame.sum(file, start, head.length()) != head.checksum()) {
      boolean torn = end == file.length && hasLostSector();
      damage = torn ? null : "the checksum of the records at byte " + start + " is wrong";
      return null;
    }
    at = (int) end;
    return new Batch(start, at);
  }

  /** {@return the number of bytes of the batches so far} */
  int intact() {
    return at;
  }

  /** {@return what is wrong behind them, in half a sentence; null if that is nothing or torn} */
  @Nullable String damage() {
    return damage;
  }

  private boolean isTornWithoutHead() {
    if (file.length - at < Frame.HEAD && startsLikeOne()) {
      return true;
    }
    return isLost(at, Math.min(file.length, at - at % Frame.SECTOR + Frame.SECTOR))
        && !isAnyHeadBehind();
  }

  private boolean startsLikeOne() {
    byte[] start = Frame.START.getBytes(US_ASCII);
    int length = Math.min(start.length, file.length - at);
    return Arrays.equals(file, at, at + length, start, 0, length);
  }

  private boolean isAnyHeadBehind() {
    for (int i = at + 1; i + Frame.HEAD <= file.length; i++) {
      if (file[i] == '=' && Frame.headAt(file, i) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean hasLostSector() {
    for (int sector = at - at % Frame.SECTOR; sector < file.length; sector += Frame.SECTOR) {
      if (isLost(Math.max(sector, at), Math.min(sector + Frame.SECTOR, file.length))) {
        return true;
      }
    }
    return false;
  }

  /** JSON escapes NUL, so such bytes were never written. */
  private boolean isLost(int from, int to) {
    for (int i = from; i < to; i++) {
      if (file[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
