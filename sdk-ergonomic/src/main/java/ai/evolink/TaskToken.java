package ai.evolink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a {@link TaskHandle}: {@code evt1_}, followed by the base64url encoding of
 *
 * <pre>
 *   kind            a letter
 *   submitted       varint, milliseconds since 1970
 *   estimate        varint, seconds + 1; 0 if none was given
 *   model           varint length + 1 and UTF-8; 0 if it is not known
 *   id              1 if it has the documented prefix, which is left out, else 0; UTF-8 to the end
 *   checksum        CRC-32 of the text before the base64 and of all bytes above, 4 bytes
 * </pre>
 */
final class TaskToken {
  private static final String START = "evt";
  private static final int VERSION = 1;
  private static final String HEAD = START + VERSION + "_";
  private static final int CHECKSUM_BYTES = 4;
  private static final Pattern FORM = Pattern.compile("\\s*evt\\d+_[A-Za-z0-9_-]+\\s*");

  private TaskToken() {}

  static String write(TaskHandle task) {
    Bytes out = new Bytes();
    out.put(task.kind().letter());
    out.putVarint(task.submittedMillis());
    out.putVarint(task.estimatedTime().map(estimate -> estimate.toSeconds() + 1).orElse(0L));
    Optional<byte[]> model = task.model().map(name -> name.getBytes(UTF_8));
    out.putVarint(model.map(name -> name.length + 1).orElse(0));
    model.ifPresent(out::put);
    String id = task.id();
    boolean documented = id.startsWith(TaskHandle.ID_PREFIX);
    out.put(documented ? 1 : 0);
    id = documented ? id.substring(TaskHandle.ID_PREFIX.length()) : id;
    out.put(id.getBytes(UTF_8));
    int checksum = checksum(out.array, out.size);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.put(checksum >>> shift);
    }
    return HEAD
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOf(out.array, out.size));
  }

  static TaskHandle read(String token) {
    Objects.requireNonNull(token, "token");
    String text = token.strip();
    int line = text.indexOf('_');
    if (!text.startsWith(START) || line < 0) {
      throw new IllegalArgumentException(
          "This is not a task token: tokens come from TaskHandle.toToken() and begin with \""
              + HEAD
              + "\". For a bare task id use tasks().follow(id).");
    }
    checkVersion(text.substring(START.length(), line));
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(text.substring(line + 1));
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
    int length = all.length - CHECKSUM_BYTES;
    if (length < 0) {
      throw damaged(null);
    }
    int expected = 0;
    for (int i = length; i < all.length; i++) {
      expected = (expected << 8) | (all[i] & 0xff);
    }
    if (expected != checksum(all, length)) {
      throw damaged(null);
    }
    try {
      return read(new Bytes(all, length));
    } catch (IndexOutOfBoundsException | java.time.DateTimeException | ArithmeticException e) {
      throw damaged(e);
    }
  }

  private static TaskHandle read(Bytes in) {
    Kind kind = Kind.ofLetter((char) in.get());
    Instant submitted = Instant.ofEpochMilli(in.getVarint());
    long estimate = in.getVarint();
    int modelLength = Math.toIntExact(in.getVarint());
    String model = modelLength == 0 ? null : in.getText(modelLength - 1);
    String prefix = in.get() == 1 ? TaskHandle.ID_PREFIX : "";
    String id = prefix + in.getText(in.left());
    if (!TaskIds.canName(id)) {
      throw damaged(null); // written like this on purpose: the checksum is right
    }
    return TaskHandle.of(
        id, kind, submitted, model, estimate == 0 ? null : Duration.ofSeconds(estimate - 1), false);
  }

  private static void checkVersion(String version) {
    if (version.equals(Integer.toString(VERSION))) {
      return;
    }
    if (version.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "This task token has format "
              + version
              + ", and this version of the SDK reads up to format "
              + VERSION
              + ": a newer SDK has written it. Update the SDK that resumes.");
    }
    throw damaged(null);
  }

  /** Whether {@code text} is a token, of whatever version, rather than an id. */
  static boolean isOne(String text) {
    return text.contains(START) && FORM.matcher(text).matches(); // most are no token
  }

  private static IllegalArgumentException damaged(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "This task token is damaged: its checksum does not match. Was it cut or retyped?", cause);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(HEAD.getBytes(UTF_8));
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** A growing byte array, read from its start. */
  private static final class Bytes {
    private byte[] array;
    private int size;
    private int at;

    Bytes() {
      this.array = new byte[96];
    }

    Bytes(byte[] array, int size) {
      this.array = array;
      this.size = size;
    }

    void put(int value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, 2 * size);
      }
      array[size++] = (byte) value;
    }

    void put(byte[] values) {
      for (byte value : values) {
        put(value);
      }
    }

    void putVarint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        put((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      put((int) rest);
    }

    int get() {
      if (at >= size) {
        throw new IndexOutOfBoundsException(at);
      }
      return array[at++] & 0xff;
    }

    long getVarint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int next = get();
        value |= (long) (next & 0x7f) << shift;
        if ((next & 0x80) == 0) {
          return value;
        }
      }
      throw new ArithmeticException("varint too long");
    }

    int left() {
      return size - at;
    }

    String getText(int length) {
      if (length < 0 || length > left()) {
        throw new IndexOutOfBoundsException(length);
      }
      String text = new String(array, at, length, UTF_8);
      at += length;
      return text;
    }
  }
}
