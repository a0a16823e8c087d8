package ai.evolink;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A song made by a music task. Immutable; whatever the service left out is empty. Its links expire
 * like those of {@link Artifact}, after 72 hours according to the documentation.
 */
public final class Song {
  /** The longest time, in seconds, whose milliseconds fit a {@code long}. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE, 3);

  private final JsonView json;

  Song(JsonView json) {
    this.json = json;
  }

  /** {@return the id that follow-up tasks, for instance for a persona, take as input} */
  public Optional<String> resultId() {
    return json.text("result_id");
  }

  /** {@return the title} */
  public Optional<String> title() {
    return json.text("title");
  }

  /** {@return the style tags, as a single string} */
  public Optional<String> tags() {
    return json.text("tags");
  }

  /** {@return the length of the song, to the millisecond} */
  public Optional<Duration> duration() {
    return json.number("duration")
        .filter(s -> s.signum() >= 0 && s.compareTo(LONGEST) <= 0)
        .map(s -> Duration.ofMillis(s.movePointRight(3).longValue()));
  }

  /** {@return a link to the audio file} */
  public Optional<URI> audioUrl() {
    return json.link("audio_url");
  }

  /** {@return a link for streaming, to play the song while it loads} */
  public Optional<URI> streamAudioUrl() {
    return json.link("stream_audio_url");
  }

  /** {@return a link to the cover image} */
  public Optional<URI> imageUrl() {
    return json.link("image_url");
  }

  @Override
  public String toString() {
    return "Song[" + title().orElse("untitled") + "]";
  }
}
