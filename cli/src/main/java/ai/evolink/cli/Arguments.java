package ai.evolink.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what the SDK thinks of arguments into usage errors, and nothing else into one. */
final class Arguments {
  private static final char REPLACEMENT = '\uFFFD';

  private Arguments() {}

  /**
   * Runs a step that looks at arguments and sends nothing.
   *
   * @param next what to do if it refuses them
   */
  static <T> T check(Supplier<T> step, @Nullable String next) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      String message = Text.ofOptions(String.valueOf(e.getMessage()));
      throw new CliException(Failure.of(ExitCode.USAGE, message, next), e);
    }
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CliException.usage(
          "'" + text + "' cannot be a file name here: " + e.getReason() + ".", null);
    }
  }

  /**
   * Refuses arguments that the JVM has not understood, rather than pay for a picture of question
   * marks: in a locale without an encoding for them, characters are lost before this program
   * starts.
   */
  static void requireReadable(List<String> args) {
    for (String arg : args) {
      if (arg.indexOf(REPLACEMENT) >= 0) {
        throw CliException.usage(
            "The locale of this shell cannot carry the characters of an argument.",
            "Set LC_ALL=C.UTF-8, or give the prompt on standard input, with - in its place.");
      }
    }
  }
}
