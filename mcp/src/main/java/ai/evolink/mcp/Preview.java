package ai.evolink.mcp;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture as an assistant can look at it. Assistants refuse answers of more than about a
 * megabyte, so large pictures are shown small; the file on disk is the whole one.
 *
 * @param base64 its bytes, as the protocol carries them
 */
record Preview(String base64, String mediaType) {
  private static final long AS_IT_IS = 256 * 1024;
  private static final int LONGEST_SIDE = 1024;
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

  /** {@return the picture in {@code file}; empty if it is none that can be shown} */
  static Optional<Preview> of(Path file, String mediaType) {
    try {
      if (SHOWN.contains(mediaType) && Files.size(file) <= AS_IT_IS) {
        return Optional.of(of(Files.readAllBytes(file), mediaType));
      }
      return mediaType.startsWith("image/") ? small(file) : Optional.empty();
    } catch (IOException | RuntimeException e) { // decoders throw what they like
      Log.LOGGER.log(Level.WARNING, () -> "No preview of " + file, e);
      return Optional.empty();
    }
  }

  private static Preview of(byte[] bytes, String mediaType) {
    return new Preview(Base64.getEncoder().encodeToString(bytes), mediaType);
  }

  private static Optional<Preview> small(Path file) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return Optional.of(of(jpeg(scaled(subsampled(reader))), "image/jpeg"));
      } finally {
        reader.dispose();
      }
    }
  }

  /** Leaves rows and columns out while reading, so that a huge picture needs little memory. */
  private static BufferedImage subsampled(ImageReader reader) throws IOException {
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    int step = Math.max(1, longest / (2 * LONGEST_SIDE));
    ImageReadParam every = reader.getDefaultReadParam();
    every.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, every);
  }

  private static BufferedImage scaled(BufferedImage image) {
    double factor =
        Math.min(1, (double) LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    } finally {
      graphics.dispose();
    }
    return small;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "jpg", bytes)) {
      throw new IOException("This Java cannot write JPEG");
    }
    return bytes.toByteArray();
  }
}
