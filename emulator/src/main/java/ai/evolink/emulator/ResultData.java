package ai.evolink.emulator;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a task tells about its results beyond their links. Ids follow from the id of the task, so
 * that each query tells the same ones.
 */
final class ResultData {

  private static final int TITLE = 40;

  /** The one model that speaks with enrolled voices; their names begin with it. */
  private static final String ENROLLED_FOR = "qwen-audio-3.1-tts-flash";

  /** Where layers lie on the base, in thousandths of its sides: left, top, right, bottom. */
  private static final int[][] BOXES = {{100, 100, 550, 500}, {450, 400, 900, 900}};

  private final Task task;
  private final String links;

  private ResultData(Task task, String links) {
    this.task = task;
    this.links = links;
  }

  /**
   * The data, or empty if the task has none.
   *
   * @param links what the links to the files of the task begin with
   */
  static Optional<JsonNode> of(Task task, String links) {
    ResultData data = new ResultData(task, links);
    return switch (task.output().shape()) {
      case FILES -> Optional.empty();
      case SONGS -> Optional.of(data.songs());
      case PERSONA -> Optional.of(Json.object().put("persona_id", data.hex("persona")));
      case VOICE -> Optional.of(Json.object().put("voice", data.voice()));
      case ELEMENT -> Optional.of(Json.object().put("element_id", data.digits()));
      case CHARACTER -> Optional.of(data.character());
      case LAYERS -> Optional.of(data.layers());
      case SPEECH -> Optional.of(data.speech());
      case ENROLMENT -> Optional.of(data.enrolment());
    };
  }

  private ArrayNode songs() {
    ArrayNode songs = Json.array();
    List<String> files = task.output().results();
    for (int i = 1; i <= files.size(); i++) {
      String audio = links + files.get(i - 1);
      ObjectNode song = songs.addObject();
      song.put("result_id", uuid("song " + i).toString());
      song.put("title", title());
      song.put("tags", task.output().style());
      song.put("duration", SampleMedia.SECONDS);
      song.put("image_url", links + task.output().picture(i));
      song.put("audio_url", audio);
      song.put("stream_audio_url", audio);
    }
    return songs;
  }

  private String title() {
    String title = task.output().name().isBlank() ? task.prompt().strip() : task.output().name();
    if (title.codePointCount(0, title.length()) > TITLE) {
      title = title.substring(0, title.offsetByCodePoints(0, TITLE)).strip() + "…";
    }
    return title.isEmpty() ? "Untitled" : title;
  }

  private String voice() {
    String day =
        DateTimeFormatter.BASIC_ISO_DATE.format(task.submittedAt().atOffset(ZoneOffset.UTC));
    return "qwen-tts-vd-"
        + task.output().name().toLowerCase(Locale.ROOT)
        + "-voice-"
        + day.substring(0, 8)
        + "-"
        + hex("voice").substring(0, 4);
  }

  private ArrayNode speech() {
    ArrayNode speech = Json.array();
    speech
        .addObject()
        .put("audio_url", links + task.output().results().get(0))
        .put("format", task.output().type().extension())
        .put("sample_rate", task.output().sampleRate());
    return speech;
  }

  private ObjectNode enrolment() {
    List<String> samples = task.output().results();
    String kind = samples.isEmpty() ? "" : "vd-";
    String name = task.output().name().toLowerCase(Locale.ROOT);
    ObjectNode voice =
        Json.object()
            .put("voice", ENROLLED_FOR + "-" + kind + name + "-" + hex("voice"))
            .put("target_model", ENROLLED_FOR);
    if (!samples.isEmpty()) {
      voice
          .put("preview_audio_url", links + samples.get(0))
          .put("sample_rate", task.output().sampleRate())
          .put("response_format", task.output().type().extension());
    }
    return voice;
  }

  private ObjectNode character() {
    return Json.object()
        .put("character_name", "chr_" + hex("character").substring(0, 8) + "#")
        .put("profile_picture_url", links + task.output().picture(1));
  }

  private ArrayNode layers() {
    ArrayNode layers = Json.array();
    List<String> files = task.output().results();
    for (int i = 0; i < files.size(); i++) {
      ObjectNode layer = layers.addObject().put("z_index", i);
      layer.put("image_url", links + files.get(i));
      if (i > 0) {
        int[] box = BOXES[(i - 1) % BOXES.length];
        PictureSize size = PictureSize.of(task.size());
        ObjectNode bounds = layer.putObject("bounding_box");
        ArrayNode absolute = bounds.putArray("absolute");
        ArrayNode normalized = bounds.putArray("normalized");
        for (int side = 0; side < box.length; side++) {
          int length = side % 2 == 0 ? size.width() : size.height();
          absolute.add(box[side] * length / 1000);
          normalized.add(box[side]);
        }
        layer.put("name", layerName(i)).put("description", "What the emulator calls a layer");
      }
    }
    return layers;
  }

  /** What the layer at this place in the stack is called, and its picture shows. */
  static String layerName(int index) {
    return "Layer " + index;
  }

  private UUID uuid(String what) {
    return UUID.nameUUIDFromBytes((task.id() + " " + what).getBytes(StandardCharsets.UTF_8));
  }

  private String hex(String what) {
    return uuid(what).toString().replace("-", "");
  }

  private String digits() {
    long number = Math.floorMod(uuid("element").getLeastSignificantBits(), 900_000_000_000_000L);
    return Long.toString(100_000_000_000_000L + number);
  }
}
