package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.Kind;
import ai.evolink.RequestPreview;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code evolink image}: from a prompt to a file. */
@Command(
    name = "image",
    header = "Make an image from a prompt and save it.",
    description = {
      "Submits a paid task, waits for it and saves the result. The paths of the saved files are"
          + " printed on stdout, one a line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # try it without a key",
      "  ${ROOT-COMMAND-NAME} image \"A cat playing on the grass\" --emulator --out cat.png",
      "  # change a picture of yours",
      "  ${ROOT-COMMAND-NAME} image \"Give it a hat\" --reference cat.png --out hat.png",
      "  # another model, and a parameter that has no option here",
      "  ${ROOT-COMMAND-NAME} image \"A lighthouse\" --model nano-banana-2-beta"
          + " --set 'model_params={\"thinking_level\":\"high\"}'",
      "  # submit now, fetch later",
      "  ${ROOT-COMMAND-NAME} image \"A lighthouse\" --no-wait",
      "  # the prompt from a file, the answer for a script",
      "  ${ROOT-COMMAND-NAME} image - --json --out pictures/ < prompt.txt",
    })
final class ImageCommand extends GenerateCommand<ImageRequest> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "What to draw; - reads it from stdin as UTF-8.")
  String prompt = "";

  @Mixin ImageOptions image = new ImageOptions();

  ImageCommand(Cli cli) {
    super(cli);
  }

  @Override
  ImageRequest request(RequestOptions properties, InputStream in) {
    return image.toRequest(Prompt.of(prompt, in), properties, in);
  }

  @Override
  Kind kind() {
    return Kind.IMAGE;
  }

  @Override
  TaskFuture generate(EvolinkClient client, ImageRequest request, SubmitOptions options) {
    return client.images().generate(request, options);
  }

  @Override
  EvolinkFuture<TaskHandle> submit(
      EvolinkClient client, ImageRequest request, SubmitOptions options) {
    return client.images().submit(request, options);
  }

  @Override
  Map<String, String> mediaOptions() {
    return image.references.isEmpty() ? Map.of() : Map.of("image_urls", "--reference");
  }

  @Override
  RequestPreview preview(EvolinkClient client, ImageRequest request) {
    return client.images().preview(request);
  }
}
