package ai.evolink;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A song that a music task has made. Immutable; whatever the service left out is empty. Its links
 * die like those of {@link Artifact}, after 72 hours by the documentation.
 */
public final class Song {
  /** In seconds: what milliseconds in a {@code long} can tell. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE, 3);

  private final JsonView json;

  Song(JsonView json) {
    this.json = json;
  }

  /** {@return the id that follow-up jobs, a persona for instance, take as input} */
  public Optional<String> resultId() {
    return json.text("result_id");
  }

  /** {@return the title} */
  public Optional<String> title() {
    return json.text("title");
  }

  /** {@return the style tags, as one text} */
  public Optional<String> tags() {
    return json.text("tags");
  }

  /** {@return how long the song is, to the millisecond} */
  public Optional<Duration> duration() {
    return json.number("duration")
        .filter(s -> s.signum() >= 0 && s.compareTo(LONGEST) <= 0)
        .map(s -> Duration.ofMillis(s.movePointRight(3).longValue()));
  }

  /** {@return a link to the sound file} */
  public Optional<URI> audioUrl() {
    return json.link("audio_url");
  }

  /** {@return a link for playing while loading} */
  public Optional<URI> streamAudioUrl() {
    return json.link("stream_audio_url");
  }

  /** {@return a link to the cover picture} */
  public Optional<URI> imageUrl() {
    return json.link("image_url");
  }

  @Override
  public String toString() {
    return "Song[" + title().orElse("untitled") + "]";
  }
}
