package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of the content of a journal.
 *
 * <p>A batch is forced to disk before the next one begins. So only the last frame can be
 * incomplete: it is <em>torn</em> if it is short or holds NUL bytes, which is what a power failure
 * leaves, and nobody was told that its records are durable. Anything else that is wrong is
 * <em>damage</em> of records that somebody may have relied on, also in a complete last frame.
 *
 * @param batches the records of each intact frame, from the start to the first that is not
 * @param intact the number of bytes of these frames
 * @param damage what is wrong behind them, in a sentence; null if that is nothing or torn
 */
record Frames(List<String> batches, int intact, @Nullable String damage) {
  static Frames read(byte[] file) {
    List<String> batches = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      Frame.Head head = Frame.headAt(file, at);
      if (head == null) {
        return new Frames(batches, at, withoutHead(file, at));
      }
      int start = at + Frame.HEAD;
      long end = (long) start + head.length();
      if (end > file.length) {
        return new Frames(batches, at, null); // short: the write was cut off
      }
      if (Frame.sum(file, start, head.length()) != head.checksum()) {
        boolean torn = end == file.length && hasNul(file, start);
        return new Frames(
            batches,
            at,
            torn ? null : "the checksum of the records at byte " + start + " is wrong");
      }
      batches.add(new String(file, start, head.length(), UTF_8));
      at = (int) end;
    }
    return new Frames(batches, at, null);
  }

  private static @Nullable String withoutHead(byte[] file, int at) {
    if (file.length - at < Frame.HEAD && startsLikeOne(file, at)) {
      return null; // short: the write was cut off
    }
    if (hasNul(file, at, Math.min(file.length, at + Frame.HEAD)) && !anyHeadBehind(file, at)) {
      return null; // blocks of it were never written, and it is the last
    }
    return "there is no batch of records at byte " + at;
  }

  private static boolean startsLikeOne(byte[] file, int at) {
    byte[] start = Frame.START.getBytes(UTF_8);
    int length = Math.min(start.length, file.length - at);
    return Arrays.equals(file, at, at + length, start, 0, length) || hasNul(file, at);
  }

  private static boolean anyHeadBehind(byte[] file, int at) {
    for (int i = at + 1; i + Frame.HEAD <= file.length; i++) {
      if (file[i] == '=' && Frame.headAt(file, i) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNul(byte[] file, int from) {
    return hasNul(file, from, file.length);
  }

  /** JSON escapes them, so a NUL byte was never written. */
  private static boolean hasNul(byte[] file, int from, int to) {
    for (int i = from; i < to; i++) {
      if (file[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
