package ai.evolink.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every model of the spec, from its smallest request to its results. */
class MediaTest {

  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private static EvolinkEmulator emulator;
  private static Api api;

  @BeforeAll
  static void start() {
    emulator = EvolinkEmulator.builder().pace(Duration.ZERO).start();
    api = new Api(emulator);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  static List<SampleRequest> models() {
    return SampleRequest.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelTakesItsSmallestRequestAndMakesItsKindOfResult(SampleRequest sample) {
    Api.Answer submitted = sample.submit(api, sample.body());
    assertThat(submitted.status()).as("%s", submitted.json()).isEqualTo(200);
    assertThat(submitted.json().path("model").asString()).isEqualTo(sample.model());
    assertThat(submitted.json().path("type").asString()).isEqualTo(sample.medium());
    assertThat(submitted.json().path("object").asString())
        .isEqualTo(sample.medium() + ".generation.task");

    JsonNode task = api.task(submitted.id()).json();
    assertThat(task.path("status").asString()).isEqualTo("completed");
    assertThat(task.path("type").asString()).isEqualTo(sample.medium());
    ResultShape shape = ResultShape.of(Json.text(sample.shape(), "x-result", "files"));
    assertThat(task.has("result_data")).isEqualTo(shape != ResultShape.FILES);
    assertThat(task.path("results").size()).isEqualTo(shape.files());
    for (JsonNode link : task.path("results")) {
      assertThat(type(link.asString()).family()).isEqualTo(sample.medium());
    }
  }

  @Test
  void allMediaAreThere() {
    assertThat(models().stream().map(SampleRequest::medium).distinct())
        .containsExactlyInAnyOrder("image", "video", "audio");
    assertThat(models()).hasSizeGreaterThan(150);
  }

  @Test
  void videoIsAnMp4ThatPlayersTake() {
    byte[] video = api.get(results(complete("kling-v3-text-to-video")).get(0)).bytes();

    assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    String boxes = new String(video, LATIN);
    assertThat(boxes).contains("avc1", "avcC");
    // The index stands before the pictures, so that playing starts before all is loaded.
    assertThat(boxes.indexOf("moov")).isPositive().isLessThan(boxes.indexOf("mdat"));
    assertThat(video).hasSizeLessThan(10_000);
  }

  @Test
  void soundIsAnMp3() {
    byte[] sound = api.get(results(complete("qwen3-tts-vd")).get(0)).bytes();

    assertThat(new String(sound, 0, 3, StandardCharsets.US_ASCII)).isEqualTo("ID3");
    // After ten bytes of tag and its length comes a frame: eleven bits set, layer III.
    int frame = 10 + (sound[8] << 7 | sound[9]);
    assertThat(sound[frame]).isEqualTo((byte) 0xff);
    assertThat(sound[frame + 1] & 0xe6).isEqualTo(0xe2);
    assertThat(sound).hasSizeLessThan(20_000);
  }

  @ParameterizedTest
  @CsvSource({"'', wav", "wav, wav", "pcm, wav", "mp3, mp3"})
  void soundHasTheFormatThatWasAskedFor(String format, String extension) throws Exception {
    SampleRequest sample = SampleRequest.of("doubao-seed-audio-1-0");
    ObjectNode body = sample.body();
    if (!format.isEmpty()) {
      body.put("format", format);
    }
    String link = results(api.task(sample.submit(api, body).id()).json()).get(0);

    assertThat(link).endsWith("/1." + extension);
    if (type(link) == MediaType.WAV) {
      AudioInputStream sound =
          AudioSystem.getAudioInputStream(new ByteArrayInputStream(api.get(link).bytes()));
      assertThat(sound.getFormat().getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
      assertThat(sound.getFrameLength() / sound.getFormat().getFrameRate()).isEqualTo(1f);
      byte[] samples = sound.readAllBytes();
      assertThat(samples).hasSize(32_000);
      assertThat(samples).contains(100);
    }
  }

  @Test
  void songsComeWithTheirTitlesAndCovers() {
    SampleRequest sample = SampleRequest.of("suno-v5");
    ObjectNode body = sample.body();
    body.put("custom_mode", true).put("prompt", "La la").put("title", "Road").put("style", "pop");
    Api.Answer submitted = sample.submit(api, body);
    JsonNode task = api.task(submitted.id()).json();

    assertThat(task.path("result_data").isArray()).isTrue();
    Set<String> ids = new HashSet<>();
    List<String> audio = new ArrayList<>();
    for (JsonNode song : task.path("result_data")) {
      ids.add(song.path("result_id").asString());
      audio.add(song.path("audio_url").asString());
      assertThat(song.path("title").asString()).isEqualTo("Road");
      assertThat(song.path("tags").asString()).isEqualTo("pop");
      assertThat(song.path("duration").asInt()).isPositive();
      assertThat(song.path("stream_audio_url")).isEqualTo(song.path("audio_url"));
      assertThat(type(song.path("image_url").asString())).isEqualTo(MediaType.PNG);
    }
    assertThat(ids).hasSize(2).allMatch(id -> id.matches("[0-9a-f-]{36}"));
    assertThat(audio).isEqualTo(results(task));
    assertThat(api.task(submitted.id()).json()).isEqualTo(task);
  }

  @Test
  void songWithoutTitleIsCalledByItsPrompt() {
    SampleRequest sample = SampleRequest.of("suno-v5-beta");
    ObjectNode body = sample.body().put("prompt", "A song about roads, " + "far ".repeat(30));
    JsonNode song = api.task(sample.submit(api, body).id()).json().path("result_data").path(0);

    assertThat(song.path("title").asString()).startsWith("A song about roads, far").endsWith("…");
    assertThat(song.path("tags").asString()).isEmpty();
  }

  @Test
  void modelsThatMakeNoFileTellWhatTheyMade() {
    JsonNode persona = complete("suno-persona");
    assertThat(persona.has("results")).isFalse();
    assertThat(persona.path("result_data").path("persona_id").asString()).matches("[0-9a-f]{32}");

    JsonNode element = complete("kling-custom-element");
    assertThat(element.has("results")).isFalse();
    assertThat(element.path("result_data").path("element_id").asString()).matches("\\d{15}");

    JsonNode character = complete("sora-character");
    assertThat(character.has("results")).isFalse();
    assertThat(character.path("result_data").path("character_name").asString()).isNotBlank();
    assertThat(type(character.path("result_data").path("profile_picture_url").asString()))
        .isEqualTo(MediaType.PNG);
  }

  @Test
  void designedVoiceHasANameAndASample() {
    SampleRequest sample = SampleRequest.of("qwen-voice-design");
    ObjectNode body = sample.body().put("preferred_name", "announcer");
    JsonNode task = api.task(sample.submit(api, body).id()).json();

    assertThat(task.path("result_data").path("voice").asString())
        .matches("qwen-tts-vd-announcer-voice-\\d{8}-[0-9a-f]{4}");
    assertThat(type(results(task).get(0))).isEqualTo(MediaType.WAV);
  }

  @Test
  void layersAreStackedOnTheirBase() throws IOException {
    JsonNode task = complete("doubao-seedream-5.0-pro-layerize");
    JsonNode layers = task.path("result_data");
    List<String> links = results(task);
    BufferedImage base = ImageIO.read(new ByteArrayInputStream(api.get(links.get(0)).bytes()));

    assertThat(links).hasSize(layers.size()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.path(i);
      assertThat(layer.path("z_index").asInt()).isEqualTo(i);
      assertThat(layer.path("image_url").asString()).isEqualTo(links.get(i));
      assertThat(layer.has("name")).isEqualTo(i > 0);
      assertThat(layer.path("bounding_box").path("absolute").size()).isEqualTo(i > 0 ? 4 : 0);
      layer
          .path("bounding_box")
          .path("normalized")
          .forEach(side -> assertThat(side.asInt()).isBetween(0, 1000));
      layer
          .path("bounding_box")
          .path("absolute")
          .forEach(side -> assertThat(side.asInt()).isBetween(0, base.getWidth()));
    }
    assertThat(api.get(links.get(1)).bytes()).isNotEqualTo(api.get(links.get(2)).bytes());
  }

  @Test
  void asManyFilesAreMadeAsWereAskedFor() {
    SampleRequest sample = SampleRequest.of("gpt-image-2");
    List<String> pictures =
        results(api.task(sample.submit(api, sample.body().put("n", 3)).id()).json());
    SampleRequest video = SampleRequest.of("veo-3.1-generate-preview");
    List<String> videos =
        results(api.task(video.submit(api, video.body().put("n", 2)).id()).json());

    assertThat(pictures).hasSize(3);
    assertThat(pictures.stream().map(link -> new String(api.get(link).bytes(), LATIN)).distinct())
        .hasSize(3);
    assertThat(videos).hasSize(2).allMatch(link -> type(link) == MediaType.MP4);
    assertThat(api.get(pictures.get(0).replace("/1.png", "/4.png")).status()).isEqualTo(404);
    assertThat(api.get(pictures.get(0).replace("/1.png", "/1.mp4")).status()).isEqualTo(404);
    assertThat(api.get(pictures.get(0).replace("/1.png", "")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "kling-v3-text-to-video,         12, 12",
    "kling-o3-text-to-video,          0,  5",
    "gemini-omni-flash-text-to-video, 0, 10",
    "wan2.7-text-to-video,            7,  7",
    "topaz-video-upscale,             0,  0",
  })
  void videoSubmitTellsTheLength(String model, int duration, int told) {
    SampleRequest sample = SampleRequest.of(model);
    ObjectNode body = sample.body();
    if (duration > 0) {
      body.put("duration", duration);
    }

    assertThat(sample.submit(api, body).json().path("task_info").path("video_duration").asInt())
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "doubao-seed-audio-1-0, audio_generation, 1.02",
    "qwen-voice-design,     voice_design,     2",
    "qwen3-tts-vd,          tts,              0.32",
    "qwen-audio-3.1-tts-flash, tts,           0.0144",
    "voice-enrollment,      voice_clone,      ''",
    "suno-v6,               '',               8",
    "suno-persona,          '',               0.001"
  })
  void audioSubmitTellsItsKindAndPrice(String model, String kind, String credits) {
    SampleRequest sample = SampleRequest.of(model);
    JsonNode answer = sample.submit(api, sample.body()).json();

    assertThat(answer.path("task_info").path("audio_type").asString("")).isEqualTo(kind);
    assertThat(answer.path("usage").path("credits_reserved").asString("")).isEqualTo(credits);
  }

  @Test
  void unknownModelMakesFilesOfItsMedium() {
    try (EvolinkEmulator lenient =
        EvolinkEmulator.builder().mode(Mode.LENIENT).pace(Duration.ZERO).start()) {
      Api open = new Api(lenient);
      String body = Json.object().put("model", "model-of-tomorrow").put("n", 1000).toString();
      JsonNode task = open.task(open.post("/v1/videos/generations", body).id()).json();

      assertThat(results(task)).hasSizeBetween(1, 20).allMatch(link -> link.endsWith(".mp4"));
    }
  }

  private static JsonNode complete(String model) {
    SampleRequest sample = SampleRequest.of(model);
    return api.task(sample.submit(api, sample.body()).id()).json();
  }

  private static List<String> results(JsonNode task) {
    List<String> links = new ArrayList<>();
    task.path("results").forEach(link -> links.add(link.asString()));
    return links;
  }

  /** Fetches a file, and checks that name, header and bytes agree about what it is. */
  private static MediaType type(String link) {
    Api.Answer file = api.as("").get(link);
    assertThat(file.status()).isEqualTo(200);
    MediaType type = MediaType.of(file.bytes());
    assertThat(file.header("Content-Type")).isEqualTo(type.type());
    assertThat(link).endsWith("." + type.extension());
    if (type == MediaType.PNG) {
      try {
        assertThat(ImageIO.read(new ByteArrayInputStream(file.bytes()))).isNotNull();
      } catch (IOException e) {
        throw new AssertionError(link, e);
      }
    }
    return type;
  }
}
