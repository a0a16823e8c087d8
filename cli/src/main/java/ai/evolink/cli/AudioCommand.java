package ai.evolink.cli;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Kind;
import ai.evolink.RequestPreview;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink audio}: from words to sound. */
@Command(
    name = "audio",
    header = "Make music or speech and save it.",
    description = {
      "Submits a paid task, waits for it and saves the result. The paths of the saved files are"
          + " printed on stdout, one a line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # try it without a key",
      "  ${ROOT-COMMAND-NAME} audio \"A cheerful pop song\" --model suno-v5 --emulator --out songs/",
      "  # properties by name",
      "  ${ROOT-COMMAND-NAME} audio \"[Verse] ...\" --model suno-v6 --set custom_mode=true"
          + " --set style=pop --set title=Summer",
      "  # the whole request from a file",
      "  ${ROOT-COMMAND-NAME} audio --request song.json --out song.mp3",
    })
final class AudioCommand extends GenerateCommand<AudioRequest> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "What to make, for models that take a prompt; - reads it from stdin as UTF-8.")
  String prompt = "";

  @Option(
      names = {"-m", "--model"},
      completionCandidates = ModelNames.OfAudio.class,
      paramLabel = "ID",
      description = "Model to ask; any id goes. 'models --kind audio' lists those known here.")
  @Nullable String model;

  AudioCommand(Cli cli) {
    super(cli);
  }

  @Override
  AudioRequest request(RequestOptions properties, InputStream in) {
    Map<String, Object> all = properties.read(in);
    AudioModel asked =
        AudioModel.of(RequestOptions.requireModel(model, all, () -> withoutModel(Kind.AUDIO)));
    AudioRequest.Builder builder = AudioRequest.builder(asked);
    properties.apply(
        all,
        RequestOptions.words(Prompt.of(prompt, in), all),
        AudioGenerationRequest.typeOf(asked),
        new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl));
    return properties.build(builder::build, builder::buildUnchecked, Map.of());
  }

  @Override
  Kind kind() {
    return Kind.AUDIO;
  }

  @Override
  TaskFuture generate(EvolinkClient client, AudioRequest request, SubmitOptions options) {
    return client.audios().generate(request, options);
  }

  @Override
  EvolinkFuture<TaskHandle> submit(
      EvolinkClient client, AudioRequest request, SubmitOptions options) {
    return client.audios().submit(request, options);
  }

  @Override
  RequestPreview preview(EvolinkClient client, AudioRequest request) {
    return client.audios().preview(request);
  }
}
