package ai.evolink.cli;

import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The properties of a request that have no option of their own. */
final class RequestOptions {
  static final String MODEL = "model";
  static final String PROMPT = "prompt";
  static final String CALLBACK_URL = "callback_url";

  /** Properties that have an option of their own, which {@code --set} must not contradict. */
  private static final Map<String, String> OWN_OPTION =
      Map.of(MODEL, "--model", CALLBACK_URL, "--callback-url", PROMPT, "the argument PROMPT");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Any other property of the request. VALUE is JSON if it reads as such, else text:"
              + " --set seed=7 --set style=vivid. Where the property takes media, VALUE may be a"
              + " file, which is uploaded first. Repeat it for more.")
  List<String> properties = new ArrayList<>();

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "Read the request from a JSON file; options and arguments replace its parts.")
  @Nullable Path file;

  @Option(
      names = "--unchecked",
      description = "Send properties and values that the documentation does not have.")
  boolean unchecked;

  @Option(
      names = "--callback-url",
      paramLabel = "URL",
      description = "Have the service report the end of the task to URL: https and public.")
  @Nullable URI callbackUrl;

  /** What the file and {@code --set} say, by property; the order is that of the request. */
  Map<String, Object> read() {
    Map<String, Object> all = file == null ? new LinkedHashMap<>() : object(file);
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals <= 0) {
        throw CliException.usage("--set needs NAME=VALUE, but was '" + property + "'.", null);
      }
      String name = property.substring(0, equals);
      String option = OWN_OPTION.get(name);
      if (option != null) {
        throw CliException.usage("--set cannot set " + name + ".", "Use " + option + ".");
      }
      String text = property.substring(equals + 1);
      all.put(name, Json.parse(text).orElse(text));
    }
    return all;
  }

  /**
   * Hands over every property that has no option of its own.
   *
   * @param type what the model takes; empty for a model that this version does not know
   */
  void apply(
      Map<String, Object> all, Optional<RequestType> type, BiConsumer<String, Object> setter) {
    all.forEach(
        (name, value) -> {
          if (!OWN_OPTION.containsKey(name)) {
            setter.accept(name, type.isPresent() ? checked(name, value, type.get()) : value);
          }
        });
  }

  private Object checked(String name, Object value, RequestType type) {
    RequestProperty property = type.property(name).orElse(null);
    if (property == null) {
      if (unchecked) {
        return value;
      }
      throw CliException.usage(
          "A " + type.name() + " has no property " + name + ".",
          "It has "
              + String.join(", ", type.properties().stream().map(RequestProperty::name).toList())
              + "; --unchecked sends "
              + name
              + " all the same.");
    }
    return property.media().isPresent() ? media(value) : value;
  }

  /** Where links are expected, other texts are names of files. */
  private static Object media(Object value) {
    if (value instanceof String text) {
      return ImageOptions.media(text);
    }
    return value instanceof List<?> items
        ? items.stream().map(item -> item == null ? "" : media(item)).toList()
        : value;
  }

  private static Map<String, Object> object(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new CliException(
          Failure.of(ExitCode.USAGE, "Cannot read " + file + ": " + e + ".", null), e);
    }
    if (!(Json.parse(text).orElse(null) instanceof Map<?, ?> members)) {
      throw CliException.usage(file + " does not hold a JSON object.", null);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (value != null) {
            all.put((String) name, value);
          }
        });
    return all;
  }

  /** {@return a text property of the file; null if it is not there} */
  static @Nullable String text(Map<String, Object> all, String name) {
    return all.get(name) instanceof String text ? text : null;
  }

  /** {@return the address that the option or the file gives} */
  @Nullable URI callback(Map<String, Object> all) {
    String text = text(all, CALLBACK_URL);
    return callbackUrl != null || text == null
        ? callbackUrl
        : Arguments.check(() -> URI.create(text), null);
  }
}
