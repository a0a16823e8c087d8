package ai.evolink.cli;

import ai.evolink.ImageRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.ResolutionTier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the picture shall be. */
final class ImageOptions {
  /** Properties that have an option of their own, which {@code --set} must not contradict. */
  private static final Map<String, String> OWN_OPTION =
      Map.of("model", "--model", "callback_url", "--callback-url", "prompt", "the argument PROMPT");

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = {"Model to ask; any id goes. Default:", "gemini-2.5-flash-image."})
  @Nullable String model;

  @Option(
      names = "--size",
      paramLabel = "RATIO",
      description = "Shape, such as 1:1, 16:9 or 9:16. Default: the model's.")
  @Nullable String size;

  @Option(
      names = "--quality",
      paramLabel = "TIER",
      description = "Resolution, such as 1K, 2K or 4K, for models that offer a choice.")
  @Nullable String quality;

  @Option(
      names = "--reference",
      paramLabel = "FILE_OR_URL",
      description = "Picture to start from; a file is uploaded first. Repeat it for more.")
  List<String> references = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Any other property of the request. VALUE is JSON if it reads as such, else text:"
              + " --set seed=7 --set style=vivid. Repeat it for more.")
  List<String> properties = new ArrayList<>();

  @Option(
      names = "--callback-url",
      paramLabel = "URL",
      description = "Have the service report the end of the task to URL: https and public.")
  @Nullable URI callbackUrl;

  /** The request, with every documented limit checked. */
  ImageRequest toRequest(String prompt) {
    return Arguments.check(() -> builder(prompt).build(), null);
  }

  private ImageRequest.Builder builder(String prompt) {
    ImageRequest.Builder builder = ImageRequest.builder(prompt);
    if (model != null) {
      builder.model(ImageModel.of(model));
    }
    if (size != null) {
      builder.size(AspectRatio.of(size));
    }
    if (quality != null) {
      builder.quality(ResolutionTier.of(quality));
    }
    references.forEach(reference -> builder.reference(media(reference)));
    properties.forEach(property -> set(builder, property));
    if (callbackUrl != null) {
      builder.callbackUrl(callbackUrl);
    }
    return builder;
  }

  private static void set(ImageRequest.Builder builder, String property) {
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
    builder.set(name, Json.parse(text).orElse(text));
  }

  /** A link or a file: what begins like the links that the service takes is one. */
  static MediaSource media(String text) {
    String start = text.toLowerCase(Locale.ROOT);
    return start.startsWith("https://") || start.startsWith("http://")
        ? MediaSource.url(text)
        : MediaSource.file(Arguments.path(text));
  }
}
