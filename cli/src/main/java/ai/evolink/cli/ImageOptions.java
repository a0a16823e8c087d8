package ai.evolink.cli;

import ai.evolink.ImageRequest;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.ResolutionTier;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the picture shall be. */
final class ImageOptions {
  private static final String COUNT = "n";

  @Option(
      names = {"-m", "--model"},
      completionCandidates = ModelNames.OfImages.class,
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
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "How many pictures, for models that make several. Each is paid.")
  @Nullable Integer count;

  @Option(
      names = "--reference",
      paramLabel = "FILE_OR_URL",
      description =
          "Picture to start from; a file, or stdin if it is -, is uploaded first. Repeat it for"
              + " more.")
  List<String> references = new ArrayList<>();

  /** The request, with every documented limit checked unless that is switched off. */
  ImageRequest toRequest(String prompt, RequestOptions properties, InputStream in) {
    Map<String, Object> all = properties.read(in);
    String id = RequestOptions.model(model, all);
    String words = RequestOptions.words(prompt, all);
    if (id == null && words == null) {
      throw CliException.usage("Missing required parameter: 'PROMPT'", "See: evolink image --help");
    }
    ImageModel asked = id == null ? ImageRequest.DEFAULT_MODEL : ImageModel.of(id);
    ImageRequest.Builder builder = ImageRequest.builder(asked);
    properties.apply(
        all,
        words,
        ImageGenerationRequest.typeOf(asked),
        new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl));
    if (size != null) {
      builder.size(AspectRatio.of(size));
    }
    if (quality != null) {
      builder.quality(ResolutionTier.of(quality));
    }
    if (count != null) {
      builder.set(COUNT, count);
    }
    references.forEach(
        reference -> builder.reference(MediaArgument.by("--reference", reference, in)));
    Map<String, String> used = new HashMap<>();
    if (size != null) {
      used.put("size", "--size");
    }
    if (quality != null) {
      used.put("quality", "--quality");
    }
    if (count != null) {
      used.put(COUNT, "--count");
    }
    if (!references.isEmpty()) {
      used.put("image_urls", "--reference");
    }
    return properties.build(builder::build, builder::buildUnchecked, used);
  }
}
