package ai.evolink.cli;

import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The properties of a request that have no option of their own. */
final class RequestOptions {
  static final String MODEL = "model";
  private static final String PROMPT = "prompt";
  private static final String CALLBACK_URL = "callback_url";

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
      description =
          "Read the request from a JSON file, or stdin if FILE is -; options and arguments replace"
              + " its parts.")
  @Nullable String file;

  @Option(
      names = "--unchecked",
      description =
          "Check nothing: send properties, values and types that the documentation of the model does"
              + " not have.")
  boolean unchecked;

  @Option(
      names = "--callback-url",
      converter = LinkConverter.class,
      paramLabel = "URL",
      description = "Have the service report the end of the task to URL: https and public.")
  @Nullable URI callbackUrl;

  /** What the file and {@code --set} say, by property; the order is that of the request. */
  Map<String, Object> read() {
    return read(InputStream.nullInputStream());
  }

  /**
   * What the file and {@code --set} say.
   *
   * @param in standard input, for those who name it
   */
  Map<String, Object> read(InputStream in) {
    Map<String, Object> all = file == null ? new LinkedHashMap<>() : RequestFile.read(file, in);
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

  /** {@return what is said of properties that came by {@code --set}, by their names} */
  Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    for (String property : properties) {
      String name = property.substring(0, Math.max(0, property.indexOf('=')));
      labels.put(name, "--set " + name);
    }
    return labels;
  }

  /** The setters that the builders of all media have. */
  record Target(
      Consumer<String> prompt, BiConsumer<String, Object> property, Consumer<URI> callbackUrl) {}

  /**
   * Hands over what the requests of all media take.
   *
   * @param words the prompt; null if there is none
   * @param type what the model takes; empty for a model that this version does not know
   */
  void apply(
      Map<String, Object> all, @Nullable String words, Optional<RequestType> type, Target target) {
    if (words != null) {
      target.prompt().accept(words);
    }
    all.forEach(
        (name, value) -> {
          if (!OWN_OPTION.containsKey(name)) {
            target
                .property()
                .accept(name, type.isPresent() ? withFiles(name, value, type.get()) : value);
          }
        });
    URI callback = callback(all);
    if (callback != null) {
      target.callbackUrl().accept(callback);
    }
  }

  /** {@return the prompt of the argument, else of the file; null if there is none} */
  static @Nullable String words(String argument, Map<String, Object> all) {
    return argument.isEmpty() ? text(all, PROMPT) : argument;
  }

  /**
   * {@return the model of the option, else of the file}
   *
   * @param missing what to throw if there is neither
   */
  static String requireModel(
      @Nullable String option, Map<String, Object> all, Supplier<CliException> missing) {
    String id = model(option, all);
    if (id == null) {
      throw missing.get();
    }
    return id;
  }

  /** {@return the model of the option, else of the file; null if there is neither} */
  static @Nullable String model(@Nullable String option, Map<String, Object> all) {
    if (option != null && option.isBlank()) {
      throw CliException.usage("--model must not be empty.", "'models' lists the models.");
    }
    return option != null ? option : text(all, MODEL);
  }

  /** Where the property takes media, texts that are no links are names of files. */
  private Object withFiles(String name, Object value, RequestType type) {
    if (type.property(name).flatMap(RequestProperty::media).isEmpty()) {
      return value;
    }
    try {
      Object media = media(value);
      boolean one = media instanceof MediaSource;
      return one && isRefused(type, name, media) && !isRefused(type, name, List.of(media))
          ? List.of(media)
          : media;
    } catch (IllegalArgumentException e) {
      String label = labels().getOrDefault(name, name);
      throw new CliException(
          Failure.of(ExitCode.USAGE, label + ": " + e.getMessage() + ".", null), e);
    }
  }

  private static boolean isRefused(RequestType type, String name, Object value) {
    return type.violations(Map.of(name, value)).stream()
        .anyMatch(wrong -> wrong.startsWith(name + " ") || wrong.startsWith(name + "["));
  }

  /**
   * Makes the request, with everything checked that is documented of the model unless that is
   * switched off.
   *
   * @param options the options that were used, by the names of their properties
   */
  <R> R build(Supplier<R> checked, Supplier<R> asItIs, Map<String, String> options) {
    try {
      return unchecked ? asItIs.get() : checked.get();
    } catch (IllegalArgumentException e) {
      Map<String, String> labels = labels();
      labels.putAll(options);
      String message = inWordsOf(labels, Text.ofOptions(String.valueOf(e.getMessage())));
      throw new CliException(Failure.of(ExitCode.USAGE, message, next(message)), e);
    }
  }

  /** What the message says of a property that came by an option, it says of the option. */
  static String inWordsOf(Map<String, String> options, String message) {
    String told = message;
    for (Map.Entry<String, String> option : options.entrySet()) {
      told =
          Pattern.compile("(^|; )" + Pattern.quote(option.getKey()) + "(?=[ \\[:])")
              .matcher(told)
              .replaceAll("$1" + Matcher.quoteReplacement(option.getValue()));
    }
    return told;
  }

  private static String next(String message) {
    boolean text = message.contains("must be a string, but is the ");
    return (text ? "--set takes a text that reads as JSON in quotes, such as 'NAME=\"7\"'. " : "")
        + "--unchecked sends it all the same.";
  }

  /** Where links are expected, other texts are names of files. */
  static Object media(Object value) {
    if (value instanceof String text) {
      return MediaArgument.of(text);
    }
    return value instanceof List<?> items
        ? items.stream().map(item -> item == null ? "" : media(item)).toList()
        : value;
  }

  /** {@return a text property of the file; null if it is not there} */
  static @Nullable String text(Map<String, Object> all, String name) {
    return all.get(name) instanceof String text ? text : null;
  }

  /** {@return the address that the option or the file gives} */
  private @Nullable URI callback(Map<String, Object> all) {
    String text = text(all, CALLBACK_URL);
    return callbackUrl != null || text == null
        ? callbackUrl
        : Arguments.check(() -> URI.create(text), null);
  }
}
