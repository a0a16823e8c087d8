package ai.evolink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in JSON, from a file, a pipe or standard input; in UTF-8 or UTF-16, marked or not. */
final class RequestFile {
  /** More than any request has, and less than a memory. */
  private static final int MAX_BYTES = 64 << 20;

  private RequestFile() {}

  /**
   * {@return the properties that {@code --request} names}
   *
   * @param name a file, or a dash for {@code in}
   */
  static Map<String, Object> read(String name, InputStream in) {
    boolean standard = name.equals(MediaArgument.STANDARD_INPUT);
    String called = standard ? "standard input" : name;
    Object value;
    try {
      value = Json.read(text(standard ? bytes(in) : bytes(name)));
    } catch (CharacterCodingException e) {
      throw refused("Cannot read " + called + ": it is neither UTF-8 nor UTF-16.", e);
    } catch (Json.Unreadable e) {
      throw refused("--request: " + called + " is not JSON: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw refused("Cannot read " + called + ": " + Text.problem(e) + ".", e);
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw refused("--request: " + called + " does not hold a JSON object.", null);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach(
        (property, each) -> {
          if (each != null) {
            all.put((String) property, each);
          }
        });
    return all;
  }

  private static byte[] bytes(String name) throws IOException {
    // Not Files.readAllBytes, which asks for the size: a pipe has none.
    try (InputStream file = Files.newInputStream(Arguments.path(name))) {
      return bytes(file);
    }
  }

  private static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it has more than 64 MiB");
    }
    return bytes;
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = BatchInput.charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static CliException refused(String message, @Nullable Exception cause) {
    return new CliException(Failure.of(ExitCode.USAGE, message, null), cause);
  }
}
