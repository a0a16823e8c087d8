package ai.evolink.langchain4j;

import dev.langchain4j.Experimental;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import java.util.Map;

/** Speech, and what is known of the paid task that made it. Immutable. */
@Experimental
public final class EvolinkTextToSpeechResponse extends TextToSpeechResponse {
  private final Map<String, Object> metadata;

  EvolinkTextToSpeechResponse(Audio audio, Map<String, Object> metadata) {
    super(audio);
    this.metadata = Map.copyOf(metadata);
  }

  /** {@return what {@link EvolinkMetadata} names; unmodifiable} */
  public Map<String, Object> metadata() {
    return metadata;
  }
}
