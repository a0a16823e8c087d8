package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a task makes, read off its request and the schema of it.
 *
 * @param type of the files
 * @param files how many there are
 * @param name what the request calls the song or voice; empty if it does not
 * @param style the style of the music; empty if none was asked for
 * @param sampleRate the samples a second that were asked for
 * @param linkLife how long the links to the files lead anywhere
 */
record Output(
    ResultShape shape,
    MediaType type,
    int files,
    String name,
    String style,
    int sampleRate,
    Duration linkLife) {

  /** Only lenient mode, for models that the spec does not know, gets near it. */
  private static final int MOST_FILES = 20;

  /** Documented nearly everywhere; the spec says where not. */
  private static final int LINK_HOURS = 24;

  private static final int SAMPLE_RATE = 24_000;

  private static final String PICTURE = "picture-";

  /**
   * @param schema of the request; missing if the spec does not know the model
   * @param medium {@code image}, {@code video} or {@code audio}
   */
  static Output of(Spec spec, JsonNode schema, String medium, JsonNode body) {
    ResultShape shape = ResultShape.of(Json.text(schema, "x-result", "files"));
    int files = shape.files();
    if (shape == ResultShape.ENROLMENT) {
      files = Json.text(body, "voice_prompt", "").isBlank() ? 0 : 1;
    } else if (shape == ResultShape.FILES) {
      int number = spec.number(schema, body, "n", files);
      files = Math.max(1, Math.min(MOST_FILES, number));
    }
    String name = Json.text(body, "title", Json.text(body, "preferred_name", ""));
    return new Output(
        shape,
        type(spec, schema, medium, body),
        files,
        name,
        Json.text(body, "style", ""),
        spec.number(schema, body, "sample_rate", SAMPLE_RATE),
        Duration.ofHours(schema.path("x-link-hours").asInt(LINK_HOURS)));
  }

  private static MediaType type(Spec spec, JsonNode schema, String medium, JsonNode body) {
    return switch (medium) {
      case "video" -> MediaType.MP4;
      case "audio" -> sound(spec, schema, body);
      default -> MediaType.PNG;
    };
  }

  /** MP3, or WAV where the format can be chosen and the choice is not MP3. */
  private static MediaType sound(Spec spec, JsonNode schema, JsonNode body) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode shape = spec.resolve(property.getValue());
      if (Json.text(shape, "x-java-type", "").equals("AudioFormat")) {
        String chosen = Json.text(body, property.getKey(), Json.text(shape, "default", "wav"));
        return chosen.equals("mp3") ? MediaType.MP3 : MediaType.WAV;
      }
    }
    return MediaType.MP3;
  }

  /** The names of the files in the results. */
  List<String> results() {
    List<String> names = new ArrayList<>(files);
    for (int i = 1; i <= files; i++) {
      names.add(i + "." + type.extension());
    }
    return names;
  }

  /** The name of a picture that only {@code result_data} links to, counted from 1. */
  String picture(int number) {
    return PICTURE + number + "." + MediaType.PNG.extension();
  }

  /** What a name stands for, or empty if the task has no such file. */
  Optional<MediaType> typeOf(String file) {
    if (results().contains(file)) {
      return Optional.of(type);
    }
    for (int i = 1; i <= shape.pictures(); i++) {
      if (picture(i).equals(file)) {
        return Optional.of(MediaType.PNG);
      }
    }
    return Optional.empty();
  }
}
