package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a sound shall be like: a preset voice of the service, or a recording.
 *
 * <p>JSON has a text for both; one with a scheme, such as {@code https:}, is a recording.
 * Immutable; equal if the voices or the recordings are.
 */
public final class AudioReference {
  static final Codec<AudioReference> CODEC = new Json();

  private final Object voiceOrClip;

  private AudioReference(Object voiceOrClip) {
    this.voiceOrClip = voiceOrClip;
  }

  /**
   * A preset voice.
   *
   * @param id as the service lists it, such as {@code zh_female_vv_uranus_bigtts}
   * @return a reference
   */
  public static AudioReference voice(String id) {
    return new AudioReference(Objects.requireNonNull(id, "id"));
  }

  /**
   * A recording.
   *
   * @param clip a link, or something that the client uploads before the submit
   * @return a reference
   */
  public static AudioReference clip(MediaSource clip) {
    return new AudioReference(Objects.requireNonNull(clip, "clip"));
  }

  /**
   * The preset voice.
   *
   * @return empty for a recording
   */
  public Optional<String> voice() {
    return voiceOrClip instanceof String id ? Optional.of(id) : Optional.empty();
  }

  /**
   * The recording.
   *
   * @return empty for a preset voice
   */
  public Optional<MediaSource> clip() {
    return voiceOrClip instanceof MediaSource clip ? Optional.of(clip) : Optional.empty();
  }

  /** What stands for this in JSON: a text, or the source of one. */
  Object voiceOrClip() {
    return voiceOrClip;
  }

  AudioReference mapMedia(RequestProperty property, MediaMapper mapper) {
    return voiceOrClip instanceof MediaSource clip ? clip(mapper.map(property, clip)) : this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AudioReference that && voiceOrClip.equals(that.voiceOrClip);
  }

  @Override
  public int hashCode() {
    return voiceOrClip.hashCode();
  }

  @Override
  public String toString() {
    return voiceOrClip.toString();
  }

  private static final class Json extends Codec<AudioReference> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      if (reader.peek() != JsonReader.Token.STRING) {
        return other(reader);
      }
      String text = reader.nextString();
      try {
        return clip(MediaSource.url(text));
      } catch (IllegalArgumentException e) {
        return voice(text);
      }
    }

    @Override
    void write(JsonWriter writer, AudioReference reference) throws IOException {
      if (reference.voiceOrClip instanceof MediaSource clip) {
        Codecs.MEDIA.write(writer, clip);
      } else {
        writer.value((String) reference.voiceOrClip);
      }
    }

    @Override
    String expected() {
      return "a string";
    }
  }
}
