package ai.evolink.springai;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the speech model.
 *
 * @param model Id of the model. Default: qwen-audio-3.1-tts-flash.
 * @param voice Voice that speaks. Default: the model's own.
 * @param format File format in the words of the model, such as mp3.
 * @param speed Speed of the speech, as a factor.
 * @param properties Further properties by their names in the JSON.
 * @param timeout How long to wait for a task. Default: 15 minutes.
 */
@ConfigurationProperties("spring.ai.evolink.audio.speech")
record EvolinkTextToSpeechProperties(
    @Nullable String model,
    @Nullable String voice,
    @Nullable String format,
    @Nullable Double speed,
    @Nullable Map<String, String> properties,
    @Nullable Duration timeout) {

  EvolinkTextToSpeechOptions options() {
    EvolinkTextToSpeechOptions.Builder options =
        EvolinkTextToSpeechOptions.builder().model(model).voice(voice).format(format).speed(speed);
    if (properties != null) {
      properties.forEach(options::property);
    }
    return options.build();
  }
}
