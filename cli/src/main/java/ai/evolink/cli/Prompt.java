package ai.evolink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the prompt, which may come from standard input. */
final class Prompt {
  private static final String STANDARD_INPUT = "-";

  /** More than any model takes; a whole disk piped in by mistake shall not fill the memory. */
  private static final int MAX_BYTES = 1 << 20;

  private Prompt() {}

  /** The argument, or all of {@code in} as UTF-8 if the argument is a dash. */
  static String of(String argument, InputStream in) {
    return argument.equals(STANDARD_INPUT) ? read(in) : argument;
  }

  private static String read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable("it is longer than 1 MiB", null);
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
    } catch (CharacterCodingException e) {
      throw unreadable("it is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(e.toString(), e);
    }
  }

  private static CliException unreadable(String why, @Nullable Exception cause) {
    return new CliException(
        Failure.of(
            ExitCode.USAGE, "Cannot take the prompt from standard input: " + why + ".", null),
        cause);
  }
}
