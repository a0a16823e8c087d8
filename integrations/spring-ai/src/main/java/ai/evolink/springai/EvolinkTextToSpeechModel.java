package ai.evolink.springai;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.Generation;
import ai.evolink.WaitOptions;
import ai.evolink.model.AudioModel;
import ai.evolink.model.RequestType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.tts.Speech;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;
import org.springframework.ai.audio.tts.TextToSpeechResponseMetadata;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Speech from an audio model of Evolink. Immutable and thread-safe; each call blocks until the task
 * has ended and its sound is here, and each that the service accepts is paid.
 *
 * <p>Options that the model does not document, failures and repetitions are treated as {@link
 * EvolinkImageModel} says.
 */
public final class EvolinkTextToSpeechModel implements TextToSpeechModel {
  /** The model used unless another is set: the one that has voices of its own. */
  public static final AudioModel DEFAULT_MODEL = AudioModel.QWEN_AUDIO_3_1_TTS_FLASH;

  private final EvolinkClient client;
  private final EvolinkTextToSpeechOptions options;
  private final WaitOptions wait;

  private EvolinkTextToSpeechModel(Builder builder) {
    this.client = builder.client;
    this.options = builder.options;
    this.wait = builder.wait;
  }

  /** {@return a builder for a model that uses {@code client}, which stays the caller's to close} */
  public static Builder builder(EvolinkClient client) {
    return new Builder(client);
  }

  /** {@return the options for what a prompt leaves open; the name in Spring AI 2.0} */
  @SuppressWarnings("MissingOverride")
  public EvolinkTextToSpeechOptions getOptions() {
    return options;
  }

  /** {@return the options for what a prompt leaves open; the name in Spring AI 1.1} */
  @Override
  public EvolinkTextToSpeechOptions getDefaultOptions() {
    return options;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the model does not document what is asked for
   */
  @Override
  public TextToSpeechResponse call(TextToSpeechPrompt prompt) {
    AudioRequest request =
        request(
            prompt.getInstructions().getText(),
            EvolinkTextToSpeechOptions.merged(prompt.getOptions(), options));
    Generation made = client.audios().generate(request, wait).result();
    byte[] sound = Results.read(made, Results.of(made).get(0));
    made.markSaved();
    return new TextToSpeechResponse(
        List.of(new Speech(sound)),
        EvolinkMetadata.into(
            new TextToSpeechResponseMetadata(),
            made,
            request.model().value(),
            request.properties()));
  }

  /**
   * {@inheritDoc} The sound comes in one piece, when it is finished: the service streams none. Each
   * subscription is a call of its own, and paid.
   */
  @Override
  public Flux<TextToSpeechResponse> stream(TextToSpeechPrompt prompt) {
    return Mono.fromCallable(() -> call(prompt)).subscribeOn(Schedulers.boundedElastic()).flux();
  }

  private static AudioRequest request(String text, EvolinkTextToSpeechOptions options) {
    String id = options.getModel();
    AudioModel model = id == null ? DEFAULT_MODEL : AudioModel.of(id);
    AudioRequest.Builder request = AudioRequest.builder(model).prompt(text);
    RequestType type = request.buildUnchecked().requestType();
    String format =
        type != null && type.property("response_format").isEmpty() ? "format" : "response_format";
    set(request, model, type, options, "voice", "voice", options.getVoice());
    set(request, model, type, options, "format", format, options.getFormat());
    set(request, model, type, options, "speed", "speech_rate", options.getSpeed());
    options.getProperties().forEach(request::set);
    return request.build();
  }

  private static void set(
      AudioRequest.Builder request,
      AudioModel model,
      @Nullable RequestType type,
      EvolinkTextToSpeechOptions options,
      String option,
      String property,
      @Nullable Object value) {
    if (value != null) {
      Options.requireOnce(options.getProperties(), property, value);
      Options.requireTaken(model, type, property, option + " " + value);
      request.set(property, value);
    }
  }

  /**
   * Collects the settings of an {@link EvolinkTextToSpeechModel}. Not thread-safe; may be used
   * again.
   */
  public static final class Builder {
    private final EvolinkClient client;
    private EvolinkTextToSpeechOptions options = EvolinkTextToSpeechOptions.builder().build();
    private WaitOptions wait = WaitOptions.ofDefaults();

    private Builder(EvolinkClient client) {
      this.client = Objects.requireNonNull(client, "client");
    }

    /** Sets the options for what a prompt leaves open. Default: none. */
    public Builder options(EvolinkTextToSpeechOptions options) {
      this.options = Objects.requireNonNull(options, "options");
      return this;
    }

    /**
     * Sets how long to wait for the task, counted from the time at which the service accepts it. A
     * task that takes longer goes on. Default: 15 minutes.
     *
     * @throws IllegalArgumentException unless {@code timeout} is positive
     */
    public Builder timeout(Duration timeout) {
      this.wait = WaitOptions.of(timeout);
      return this;
    }

    /** {@return the model} */
    public EvolinkTextToSpeechModel build() {
      return new EvolinkTextToSpeechModel(this);
    }
  }
}
