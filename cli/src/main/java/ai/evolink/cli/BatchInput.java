package ai.evolink.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows, which is read more than once. What comes on standard input is put into a
 * temporary file, which goes with the command.
 */
final class BatchInput implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final String name;
  private final boolean temporary;

  private BatchInput(Path file, String name, boolean temporary) {
    this.file = file;
    this.name = name;
    this.temporary = temporary;
  }

  /**
   * @param argument the name of a file, or a dash for {@code in}
   */
  static BatchInput of(String argument, InputStream in) {
    if (!argument.equals("-")) {
      Path file = Arguments.path(argument);
      if (!Files.isRegularFile(file)) {
        throw CliException.usage(
            Files.exists(file)
                ? argument + " is not a file."
                : "There is no file " + argument + ".",
            null);
      }
      return new BatchInput(file, argument, false);
    }
    try {
      Path copy = Files.createTempFile("evolink-batch", ".rows");
      copy.toFile().deleteOnExit(); // also when the command is interrupted
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return new BatchInput(copy, "standard input", true);
    } catch (IOException e) {
      throw unreadable("standard input", e);
    }
  }

  /** {@return what messages call it} */
  String name() {
    return name;
  }

  /** {@return the file that was named; null for standard input} */
  @Nullable Path file() {
    return temporary ? null : file;
  }

  /** Begins at the first row. */
  RawRows rows() {
    try {
      BufferedReader text = text();
      text.mark(1 << 16);
      int first = text.read();
      while (first == BYTE_ORDER_MARK || Character.isWhitespace(first)) {
        first = text.read();
      }
      text.reset();
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return first == '{' ? new JsonRows(text, name) : new CsvRows(text, name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private BufferedReader text() throws IOException {
    Charset charset;
    try (InputStream bytes = Files.newInputStream(file)) {
      charset = charset(bytes.readNBytes(4));
    }
    Reader decoded =
        new InputStreamReader(
            Files.newInputStream(file),
            charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
    return new BufferedReader(decoded);
  }

  /** UTF-8, unless the first bytes can only be UTF-16, with or without a mark. */
  static Charset charset(byte[] start) {
    int a = start.length > 0 ? start[0] & 0xFF : -1;
    int b = start.length > 1 ? start[1] & 0xFF : -1;
    if ((a == 0xFF && b == 0xFE) || (a > 0 && b == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return (a == 0xFE && b == 0xFF) || (a == 0 && b > 0)
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  static CliException unreadable(String name, IOException e) {
    String why =
        e instanceof java.nio.charset.CharacterCodingException
            ? "it is neither UTF-8 nor UTF-16"
            : Text.problem(e);
    String next =
        e instanceof java.nio.charset.CharacterCodingException
            ? "A spreadsheet saves it right as 'CSV UTF-8'."
            : null;
    return new CliException(
        Failure.of(ExitCode.USAGE, "Cannot read " + name + ": " + why + ".", next), e);
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
