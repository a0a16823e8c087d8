package ai.evolink.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The video and the sounds that stand for results: one second each, always the same, small, and in
 * the forms that every player takes.
 */
final class SampleMedia {

  static final int SECONDS = 1;

  private static final int RATE = 16_000;
  private static final int HEADER = 44;
  private static final double LOUDNESS = 0.3 * Short.MAX_VALUE;

  private SampleMedia() {}

  /** The file of this type; not to be written to. */
  static byte[] of(MediaType type) {
    return switch (type) {
      case MP4 -> Video.MP4;
      case MP3 -> Sound.MP3;
      case WAV -> Tone.WAV;
      default -> throw new IllegalArgumentException("There is no sample of " + type);
    };
  }

  private static byte[] resource(String name) {
    try (InputStream in = SampleMedia.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the emulator's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An A that comes and goes softly: 16 bits, one channel, uncompressed. */
  private static byte[] tone() {
    int samples = RATE * SECONDS;
    ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
    file.put(ascii("data")).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      double swell = Math.sin(Math.PI * i / samples);
      file.putShort((short) (LOUDNESS * swell * Math.sin(2 * Math.PI * 440 * i / RATE)));
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  // Each is made when it is first asked for.

  private static final class Video {
    private static final byte[] MP4 = resource("video.mp4");
  }

  private static final class Sound {
    private static final byte[] MP3 = resource("audio.mp3");
  }

  private static final class Tone {
    private static final byte[] WAV = tone();
  }
}
