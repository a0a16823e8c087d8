package ai.evolink.springai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.tts.TextToSpeechOptions;

/**
 * What to ask a speech model of Evolink for. Immutable. What is null is left to the options of the
 * model bean, and in the end to the model.
 */
public final class EvolinkTextToSpeechOptions implements TextToSpeechOptions {
  private final @Nullable String model;
  private final @Nullable String voice;
  private final @Nullable String format;
  private final @Nullable Double speed;
  private final Map<String, Object> properties;

  private EvolinkTextToSpeechOptions(Builder builder) {
    this.model = builder.model;
    this.voice = builder.voice;
    this.format = builder.format;
    this.speed = builder.speed;
    this.properties = Map.copyOf(builder.properties);
  }

  /** {@return a builder with nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return {@code first}, and what it leaves open from {@code second}} */
  static EvolinkTextToSpeechOptions merged(
      @Nullable TextToSpeechOptions first, EvolinkTextToSpeechOptions second) {
    Builder merged = new Builder();
    merged.model = Options.either(first, second, TextToSpeechOptions::getModel);
    merged.voice = Options.either(first, second, TextToSpeechOptions::getVoice);
    merged.format = Options.either(first, second, TextToSpeechOptions::getFormat);
    merged.speed = Options.either(first, second, TextToSpeechOptions::getSpeed);
    merged.properties.putAll(second.properties);
    if (first instanceof EvolinkTextToSpeechOptions own) {
      merged.properties.putAll(own.properties);
    }
    return merged.build();
  }

  @Override
  public @Nullable String getModel() {
    return model;
  }

  @Override
  public @Nullable String getVoice() {
    return voice;
  }

  @Override
  public @Nullable String getFormat() {
    return format;
  }

  @Override
  public @Nullable Double getSpeed() {
    return speed;
  }

  /** {@return further properties by their names in the JSON; unmodifiable} */
  public Map<String, Object> getProperties() {
    return properties;
  }

  /** {@return these options, which never change} Spring AI 1.1 asks for it, and 2.0 does not. */
  @SuppressWarnings({"unchecked", "MissingOverride", "TypeParameterUnusedInFormals"})
  public <T extends TextToSpeechOptions> T copy() {
    return (T) this;
  }

  @Override
  public String toString() {
    return "EvolinkTextToSpeechOptions[model="
        + model
        + ", voice="
        + voice
        + ", format="
        + format
        + ", speed="
        + speed
        + ", properties="
        + properties.keySet()
        + "]";
  }

  /** Collects {@link EvolinkTextToSpeechOptions}. Not thread-safe; may be used again. */
  public static final class Builder {
    private @Nullable String model;
    private @Nullable String voice;
    private @Nullable String format;
    private @Nullable Double speed;
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private Builder() {}

    /** Sets the id of the model, known or not. Default: {@code qwen-audio-3.1-tts-flash}. */
    public Builder model(@Nullable String model) {
      this.model = model;
      return this;
    }

    /** Sets the voice. Default: the model's own, if it has one. */
    public Builder voice(@Nullable String voice) {
      this.voice = voice;
      return this;
    }

    /** Sets the file format in the words of the model, such as {@code mp3} or {@code wav}. */
    public Builder format(@Nullable String format) {
      this.format = format;
      return this;
    }

    /** Sets the speed of the speech, as a factor: 0.5 to 2 for most models. */
    public Builder speed(@Nullable Double speed) {
      this.speed = speed;
      return this;
    }

    /**
     * Sets a further property by its name in the JSON, such as {@code sample_rate}.
     *
     * @param value a text, number, boolean, {@code MediaSource}, list or map of these
     */
    public Builder property(String name, Object value) {
      properties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** {@return the options; the builder can be used again} */
    public EvolinkTextToSpeechOptions build() {
      return new EvolinkTextToSpeechOptions(this);
    }
  }
}
