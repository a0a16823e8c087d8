package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Kind;
import ai.evolink.RequestPreview;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.VideoRequest;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink video}: from a prompt, pictures or videos to a film. */
@Command(
    name = "video",
    header = "Make a video and save it.",
    description = {
      "Submits a paid task, waits for it and saves the result. The paths of the saved files are"
          + " printed on stdout, one a line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # try it without a key",
      "  ${ROOT-COMMAND-NAME} video \"Waves at night\" --model veo3.1-fast-beta --emulator --out waves.mp4",
      "  # from a picture of yours; other properties by name",
      "  ${ROOT-COMMAND-NAME} video \"It waves\" --model seedance-1.5-pro --image cat.png --duration 8",
      "  # the whole request from a file",
      "  ${ROOT-COMMAND-NAME} video --request film.json --out film.mp4",
    })
final class VideoCommand extends GenerateCommand<VideoRequest> {
  /** What requests for videos call it, all of them. */
  private static final String SHAPE = "aspect_ratio";

  private static final String QUALITY = "quality";

  @Parameters(
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "What to make, for models that take a prompt; - reads it from stdin as UTF-8.")
  String prompt = "";

  @Option(
      names = {"-m", "--model"},
      completionCandidates = ModelNames.OfVideos.class,
      paramLabel = "ID",
      description = "Model to ask; any id goes. 'models --kind video' lists those known here.")
  @Nullable String model;

  @Option(names = "--duration", paramLabel = "SECONDS", description = "Length in seconds.")
  @Nullable Integer duration;

  @Option(
      names = {"--size", "--aspect-ratio"},
      paramLabel = "RATIO",
      description = "Shape, such as 16:9 or 9:16, for models that offer a choice.")
  @Nullable String size;

  @Option(
      names = {"--quality", "--resolution"},
      paramLabel = "TIER",
      description = "Resolution, such as 720p or 1080p, for models that offer a choice.")
  @Nullable String quality;

  @Option(
      names = "--image",
      paramLabel = "FILE_OR_URL",
      description =
          "Picture to start from; a file, or stdin if it is -, is uploaded first. Repeat it for"
              + " more.")
  List<String> images = new ArrayList<>();

  VideoCommand(Cli cli) {
    super(cli);
  }

  @Override
  VideoRequest request(RequestOptions properties, InputStream in) {
    Map<String, Object> all = properties.read(in);
    VideoModel asked =
        VideoModel.of(RequestOptions.requireModel(model, all, () -> withoutModel(Kind.VIDEO)));
    VideoRequest.Builder builder = VideoRequest.builder(asked);
    properties.apply(
        all,
        RequestOptions.words(Prompt.of(prompt, in), all),
        VideoGenerationRequest.typeOf(asked),
        new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl));
    if (duration != null) {
      builder.duration(duration);
    }
    images.forEach(image -> builder.image(MediaArgument.by("--image", image, in)));
    if (size != null) {
      builder.set(SHAPE, size);
    }
    if (quality != null) {
      builder.set(QUALITY, quality);
    }
    Map<String, String> used = new HashMap<>();
    if (duration != null) {
      used.put("duration", "--duration");
    }
    if (size != null) {
      used.put(SHAPE, "--size");
    }
    if (quality != null) {
      used.put(QUALITY, "--quality");
    }
    if (!images.isEmpty()) {
      used.put("image_urls", "--image");
    }
    return properties.build(builder::build, builder::buildUnchecked, used);
  }

  @Override
  Kind kind() {
    return Kind.VIDEO;
  }

  @Override
  TaskFuture generate(EvolinkClient client, VideoRequest request, SubmitOptions options) {
    return client.videos().generate(request, options);
  }

  @Override
  EvolinkFuture<TaskHandle> submit(
      EvolinkClient client, VideoRequest request, SubmitOptions options) {
    return client.videos().submit(request, options);
  }

  @Override
  Map<String, String> mediaOptions() {
    return images.isEmpty() ? Map.of() : Map.of("image_urls", "--image");
  }

  @Override
  RequestPreview preview(EvolinkClient client, VideoRequest request) {
    return client.videos().preview(request);
  }
}
