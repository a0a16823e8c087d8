package ai.evolink.cli;

import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A picture, video or sound as it is typed: a link, a file, or what comes on standard input. */
final class MediaArgument {
  static final String STANDARD_INPUT = "-";

  /** More than any model takes; an endless pipe shall not fill the disk. */
  private static final long MAX_BYTES = 512L << 20;

  private MediaArgument() {}

  /**
   * {@return what {@code text} stands for}
   *
   * @param in what a dash stands for
   * @throws IllegalArgumentException if it stands for nothing; the message says so of the text
   */
  static MediaSource of(String text, InputStream in) {
    return text.equals(STANDARD_INPUT) ? copied(in, "standard input") : of(text);
  }

  /** {@return what {@code text} stands for, where a dash is the name of a file} */
  static MediaSource of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it must name a file or a link, but is empty");
    }
    String start = text.toLowerCase(Locale.ROOT);
    if (start.startsWith("https://") || start.startsWith("http://")) {
      return MediaSource.url(link(text));
    }
    Path file = Arguments.path(text);
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(text + " is a directory, not a file");
    }
    // A pipe, as of a process substitution: it can be read once only, and is needed more often.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (InputStream pipe = Files.newInputStream(file)) {
        return copied(pipe, text);
      } catch (IOException e) {
        throw new IllegalArgumentException("cannot read " + text + ": " + Text.problem(e), e);
      }
    }
    return MediaSource.file(file);
  }

  private static URI link(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no link: " + e.getReason(), e);
    }
  }

  private static MediaSource copied(InputStream in, String name) {
    try {
      Path copy = Files.createTempFile("evolink-", ".media");
      copy.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(copy)) {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          length += read;
          if (length > MAX_BYTES) {
            throw new IllegalArgumentException(name + " has more than 512 MiB");
          }
          out.write(buffer, 0, read);
        }
        if (length == 0) {
          throw new IllegalArgumentException(name + " is empty");
        }
      }
      return MediaSource.file(copy);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + name + ": " + Text.problem(e), e);
    }
  }

  /** Says of the option what a step says of the text that came by it. */
  static MediaSource by(String option, String text, InputStream in) {
    try {
      return of(text, in);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          Failure.of(ExitCode.USAGE, option + ": " + e.getMessage() + ".", null), e);
    }
  }
}
