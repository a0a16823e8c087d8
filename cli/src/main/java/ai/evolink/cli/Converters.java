package ai.evolink.cli;

import ai.evolink.Kind;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says what is wrong with one in words that are not Java's. */
final class Converters {
  private Converters() {}

  static void register(CommandLine command) {
    command
        .registerConverter(int.class, Converters::whole)
        .registerConverter(Integer.class, Converters::whole)
        .registerConverter(Long.class, Converters::wholeLong)
        .registerConverter(BigDecimal.class, Converters::number)
        .registerConverter(Path.class, Converters::path)
        .registerConverter(Kind.class, Converters::kind)
        .registerConverter(
            ModelsOptions.Sort.class, text -> word(text, ModelsOptions.Sort.values()));
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  private static long wholeLong(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number such as 12 or 0.5");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'" + text + "' cannot be a file name here: " + e.getReason());
    }
  }

  private static Kind kind(String text) {
    return word(text, new Kind[] {Kind.IMAGE, Kind.VIDEO, Kind.AUDIO});
  }

  private static <E extends Enum<E>> E word(String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(values)
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
