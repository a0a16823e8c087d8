package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One batch of records as it stands in the file: a line {@code == LENGTH CHECKSUM CHECKSUM}, then
 * the records, a line each. The first checksum is that of the records, the second that of the line
 * before it. All numbers are eight hexadecimal digits, so that all heads have the same length.
 *
 * <p>The head has a checksum of its own, since a damaged length must not make what follows look
 * like the torn end of the file. And it never touches the border of two sectors: a frame ends in as
 * many empty lines as that takes. So a lost sector cannot take the head of a frame without the end
 * of the frame before it, and several batches that are lost never look like one that is torn.
 */
final class Frame {
  static final int HEAD = 30;
  static final String START = "== ";

  /** The least that a disk writes at once; larger blocks begin at multiples of it. */
  static final int SECTOR = 512;

  private static final int LENGTH_AT = 3;
  private static final int CHECKSUM_AT = 12;
  private static final int HEAD_CHECKSUM_AT = 21;
  private static final int DIGITS = 8;
  private static final HexFormat HEX = HexFormat.of();

  private Frame() {}

  /** {@return the frame of {@code records}, to be written at the byte {@code at}} */
  static byte[] of(byte[] records, long at) {
    int length = records.length + padding(at + HEAD + records.length);
    byte[] frame = new byte[HEAD + length];
    Arrays.fill(frame, HEAD + records.length, frame.length, (byte) '\n');
    System.arraycopy(records, 0, frame, HEAD, records.length);
    String start =
        START + HEX.toHexDigits(length) + " " + HEX.toHexDigits(sum(frame, HEAD, length));
    String head = start + " " + HEX.toHexDigits(sum(start.getBytes(US_ASCII))) + "\n";
    System.arraycopy(head.getBytes(US_ASCII), 0, frame, 0, HEAD);
    return frame;
  }

  /** How many bytes must follow a frame that ends at {@code end}, before a head may. */
  private static int padding(long end) {
    int in = (int) (end % SECTOR);
    if (in == 0) {
      return 1;
    }
    return in + HEAD > SECTOR ? SECTOR - in + 1 : 0;
  }

  /** The head of a frame, intact. */
  record Head(int length, int checksum) {}

  /** {@return the head at {@code at}; null if there is none, or a damaged one} */
  static @Nullable Head headAt(byte[] file, int at) {
    if (at + HEAD > file.length || file[at + HEAD - 1] != '\n') {
      return null;
    }
    String line = new String(file, at, HEAD - 1, US_ASCII);
    if (!line.startsWith(START)
        || line.charAt(CHECKSUM_AT - 1) != ' '
        || line.charAt(HEAD_CHECKSUM_AT - 1) != ' ') {
      return null;
    }
    try {
      int told = number(line, HEAD_CHECKSUM_AT);
      if (told != sum(line.substring(0, HEAD_CHECKSUM_AT - 1).getBytes(US_ASCII))) {
        return null;
      }
      int length = number(line, LENGTH_AT);
      return length < 0 ? null : new Head(length, number(line, CHECKSUM_AT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int number(String line, int at) {
    return HexFormat.fromHexDigits(line, at, at + DIGITS);
  }

  private static int sum(byte[] bytes) {
    return sum(bytes, 0, bytes.length);
  }

  static int sum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
