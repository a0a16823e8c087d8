package ai.evolink.emulator;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a canvas as PNG. The JDK's own writer would bring in the desktop module, which small
 * images of a JDK leave out.
 */
final class PngFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int TRUE_COLOUR = 2;

  /** Each byte as the difference to the pixel on its left; most are then zero. */
  private static final int FILTER_SUB = 1;

  private PngFile() {}

  /** The file; {@code description} is kept in it as text, so that programs can read it too. */
  static byte[] write(Canvas canvas, String description) {
    ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
    file.writeBytes(SIGNATURE);
    chunk(
        file,
        "IHDR",
        out -> {
          out.writeInt(canvas.width());
          out.writeInt(canvas.height());
          out.write(new byte[] {8, TRUE_COLOUR, 0, 0, 0});
        });
    chunk(file, "iTXt", out -> text(out, "Software", "Evolink emulator"));
    chunk(file, "iTXt", out -> text(out, "Description", description));
    chunk(file, "IDAT", out -> pixels(out, canvas));
    chunk(file, "IEND", out -> {});
    return file.toByteArray();
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void chunk(ByteArrayOutputStream file, String type, Content content) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    try (DataOutputStream out = new DataOutputStream(file)) {
      content.writeTo(new DataOutputStream(chunk));
      CRC32 crc = new CRC32();
      crc.update(chunk.toByteArray());
      out.writeInt(chunk.size() - type.length());
      chunk.writeTo(out);
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(DataOutputStream out, String keyword, String text) throws IOException {
    out.write(keyword.getBytes(StandardCharsets.ISO_8859_1));
    // End of keyword; not compressed; no language, no translated keyword.
    out.write(new byte[5]);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void pixels(DataOutputStream out, Canvas canvas) throws IOException {
    Deflater deflater = new Deflater(6);
    try (DeflaterOutputStream zip = new DeflaterOutputStream(out, deflater, 16 << 10)) {
      byte[] row = new byte[1 + 3 * canvas.width()];
      row[0] = FILTER_SUB;
      int[] pixels = canvas.pixels();
      for (int y = 0; y < canvas.height(); y++) {
        int left = 0;
        for (int x = 0; x < canvas.width(); x++) {
          int pixel = pixels[y * canvas.width() + x];
          for (int i = 0; i < 3; i++) {
            int shift = 16 - 8 * i;
            row[1 + 3 * x + i] = (byte) ((pixel >> shift) - (left >> shift));
          }
          left = pixel;
        }
        zip.write(row);
      }
    } finally {
      deflater.end();
    }
  }
}
