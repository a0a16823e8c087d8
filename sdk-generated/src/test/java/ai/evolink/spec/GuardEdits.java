package ai.evolink.spec;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Edits of the real spec that a maintainer may make by mistake, and which guard says so: half of
 * them leave every builder compiling and every example valid. None of them touches what another one
 * does, so that all can be made at once.
 */
public final class GuardEdits {
  private static final String IMAGES = "POST /v1/images/generations";
  private static final String VIDEOS = "POST /v1/videos/generations";
  private static final String AUDIOS = "POST /v1/audios/generations";
  private static final String TASK = "GET /v1/tasks/{task_id}";
  private static final String MODEL = "ai.evolink.model.";

  /**
   * An edit.
   *
   * @param name what happens
   * @param place the line that begins the schema or path in which the text stands
   * @param http what the released spec says of it: how each of its lines begins
   * @param java what the surface says of it, in the same way
   * @param refused whether the preparation refuses it, so that nothing is generated
   */
  public record Edit(
      String name,
      String place,
      String from,
      String to,
      List<String> http,
      List<String> java,
      boolean refused) {

    Edit http(String... lines) {
      return new Edit(name, place, from, to, List.of(lines), java, refused);
    }

    Edit java(String... lines) {
      return new Edit(name, place, from, to, http, List.of(lines), refused);
    }

    Edit isRefused() {
      return new Edit(name, place, from, to, http, java, true);
    }

    /** A row of the table in {@code spec/guards.md}. */
    String row() {
      String released =
          http.stream().anyMatch(line -> line.startsWith("BREAKING")) ? "breaking" : "";
      if (released.isEmpty() && !http.isEmpty()) {
        released = "compatible";
      }
      return String.format(
          "| %s | `%s` | %s | %s | %s |",
          name, place, refused ? "refuses" : "", released, java.isEmpty() ? "" : "shows");
    }

    /** Makes the edit, where the text stands for the first time in its place. */
    public String in(String spec) {
      int start = begin(spec);
      int at = spec.indexOf(from, start);
      if (at < 0 || at > end(spec, start)) {
        throw new IllegalArgumentException(name + ": nothing to edit in " + place);
      }
      return spec.substring(0, at) + to + spec.substring(at + from.length());
    }

    private int begin(String spec) {
      Matcher line = Pattern.compile("(?m)^ *" + Pattern.quote(place) + ":$").matcher(spec);
      if (!line.find()) {
        throw new IllegalArgumentException(name + ": there is no " + place);
      }
      return line.start();
    }

    /** The place ends where the next one of its depth begins. */
    private static int end(String spec, int start) {
      int depth = spec.indexOf(spec.substring(start).strip().charAt(0), start) - start;
      Matcher next = Pattern.compile("(?m)^ {" + depth + "}\\S").matcher(spec);
      return next.find(spec.indexOf('\n', start)) ? next.start() : spec.length();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private GuardEdits() {}

  private static Edit edit(String name, String place, String from, String to) {
    return new Edit(name, place, from, to, List.of(), List.of(), false);
  }

  private static String lines(String one, String other) {
    return one + "\n" + other + "\n";
  }

  /** All of them. */
  public static Stream<Edit> all() {
    return Stream.of(whatIsSubmitted(), howItIsSent(), limits(), answers(), names(), nothing())
        .flatMap(edits -> edits);
  }

  /** The nastiest: another thing is bought. */
  private static Stream<Edit> whatIsSubmitted() {
    return Stream.of(
        edit(
                "constants swapped",
                "ImageModel",
                "        - MJ_V8_1\n        - MJ_V8_1_VARIATION\n",
                "        - MJ_V8_1_VARIATION\n        - MJ_V8_1\n")
            .java(MODEL + "ImageModel.MJ_V8_1: ", MODEL + "ImageModel.MJ_V8_1_VARIATION: "),
        edit(
                "default of a shared body changed",
                "QwenImage3Request",
                "default: qwen-image-3.0-pro",
                "default: qwen-image-3.0")
            .http("BREAKING    " + IMAGES + " body [qwen-image-3.0, qwen-image-3.0-pro] model: ")
            .java(MODEL + "QwenImage3Request$Builder.model: starts as"),
        edit(
                "required texts swapped",
                "SunoPersonaModelParams",
                lines(
                    "        name: {type: string, description: Name of the persona.}",
                    "        description: {type: string, description: What the persona is like.}"),
                lines(
                    "        description: {type: string, description: What the persona is like.}",
                    "        name: {type: string, description: Name of the persona.}"))
            .java(MODEL + "SunoPersonaModelParams.builder(String, String, String, String): "),
        edit(
                "required numbers swapped",
                "MidjourneyImagePosition",
                lines(
                    "        x: {type: integer, description: Pixels between the left sides.}",
                    "        'y': {type: integer, description: Pixels between the upper sides.}"),
                lines(
                    "        'y': {type: integer, description: Pixels between the upper sides.}",
                    "        x: {type: integer, description: Pixels between the left sides.}"))
            .java(MODEL + "MidjourneyImagePosition.builder(Integer, Integer, Integer, Integer): "),
        edit(
                "word of a vocabulary misspelt",
                "SeedreamToolType",
                "enum: [web_search]",
                "enum: [websearch]")
            .java(MODEL + "SeedreamToolType.WEB_SEARCH: "),
        edit(
                "model moved to another body",
                "ImageGenerationRequest",
                "          gpt-image-1: '#/components/schemas/GptImage1Request'",
                "          gpt-image-1: '#/components/schemas/Gpt4oImageBetaRequest'")
            .http("BREAKING    " + IMAGES + " body [gpt-image-1]", "compatible  " + IMAGES)
            .isRefused(),
        edit(
                "alias of another model",
                "AudioModel",
                "        suno-v5-beta: suno-v5\n",
                "        suno-v5-beta: suno-v5.5\n")
            .java(MODEL + "AudioModel.SUNO_V5_BETA: "),
        edit(
                "model called deprecated",
                "VideoModel",
                "      x-deprecated:\n",
                "      x-deprecated:\n        - videoretalk\n")
            .java(MODEL + "VideoModel.VIDEORETALK: "),
        edit(
                "documented default changed",
                "KlingO1ImageToVideoRequest",
                "enum: [5, 10], default: 5",
                "enum: [5, 10], default: 10")
            .http("BREAKING    " + VIDEOS + " body [kling-o1-image-to-video] duration: default 5"));
  }

  private static Stream<Edit> howItIsSent() {
    String page =
        "        - {name: page, in: query, description: 'Number of the page, counted from 1.',"
            + " schema: {type: integer, minimum: 1}}\n";
    String size =
        "        - {name: page_size, in: query, description: Tasks on a page.,"
            + " schema: {type: integer, minimum: 1, maximum: 50}}\n";
    return Stream.of(
        edit("query parameters swapped", "/v1/tasks", page + size, size + page)
            .http("BREAKING    GET /v1/tasks: parameter order")
            .java("ai.evolink.api.TasksApi.listTasks("),
        edit(
                "query parameter no longer exploded",
                "/api/v1/files/list",
                "{name: pageSize, in: query,",
                "{name: pageSize, in: query, explode: false,")
            .http("BREAKING    GET /api/v1/files/list query parameter pageSize: style"),
        edit(
                "path parameter in another style",
                "/api/v1/files/{file_id}",
                "          in: path\n",
                "          in: path\n          style: label\n")
            .http("BREAKING    DELETE /api/v1/files/{file_id} path parameter file_id: style")
            .isRefused(),
        edit(
                "operation without a key",
                "/v1/credits",
                "      operationId: getCredits\n",
                "      operationId: getCredits\n      security: []\n")
            .http("BREAKING    GET /v1/credits: security http bearer -> nothing"),
        edit(
                "submit without a key",
                "/v1/audios/generations",
                "      operationId: createAudio\n",
                "      operationId: createAudio\n      security: []\n")
            .http("BREAKING    " + AUDIOS + ": security http bearer -> nothing")
            .isRefused(),
        edit(
                "operation on a server of its own",
                "/v1/videos/generations",
                "      operationId: createVideo\n",
                lines(
                    "      operationId: createVideo",
                    "      servers: [{url: 'https://video.evolink.ai'}]"))
            .http("BREAKING    " + VIDEOS + ": server"),
        edit(
                "call no longer known as paid",
                "/v1/audios/generations",
                "x-paid: true",
                "x-paid: false")
            .http("BREAKING    " + AUDIOS + ": paid true -> false"),
        edit(
                "form field renamed",
                "/api/v1/files/upload/stream",
                "                file_name:\n",
                "                fileName:\n")
            .http(
                "BREAKING    POST /api/v1/files/upload/stream body multipart/form-data file_name",
                "compatible  POST /api/v1/files/upload/stream body multipart/form-data fileName"),
        edit("body optional", "/v1/images/generations", "        required: true\n", "")
            .http("compatible  " + IMAGES + " body [")
            .java("ai.evolink.api.ImagesApi.createImage("),
        edit("property renamed", "Krea2TurboRequest", "        seed:\n", "        random_seed:\n")
            .http(
                "BREAKING    " + IMAGES + " body [krea-2-turbo] seed: removed",
                "compatible  " + IMAGES + " body [krea-2-turbo] random_seed: added")
            .java(
                MODEL + "Krea2TurboRequest.seed(): removed",
                MODEL + "Krea2TurboRequest.randomSeed(): added",
                MODEL + "Krea2TurboRequest$Builder.seed(",
                MODEL + "Krea2TurboRequest$Builder.randomSeed("));
  }

  private static Stream<Edit> limits() {
    return Stream.of(
        edit(
                "files a tenth of the size",
                "NanoBananaRequest",
                "maxBytes: 10485760",
                "maxBytes: 1048576")
            .http("BREAKING    " + IMAGES + " body [gemini-2.5-flash-image] image_urls: maxBytes"),
        edit(
                "unknown fields refused",
                "ZImageTurboRequest",
                "      required: [model, prompt]\n",
                "      additionalProperties: false\n      required: [model, prompt]\n")
            .http("BREAKING    " + IMAGES + " body [z-image-turbo]: additionalProperties"),
        edit("kind of media changed", "KlingReferenceVideo", "kind: video", "kind: image")
            .http("BREAKING    " + VIDEOS + " body [kling-custom-element]"),
        edit(
                "form of builders tightened",
                "GptSize",
                "open: '^([a-z]+|[0-9]+:[0-9]+|[0-9]+[x×][0-9]+)$'",
                "open: '^([a-z]+|[0-9]+[x×][0-9]+)$'")
            .http("BREAKING    " + IMAGES + " body ["),
        edit(
                "gap wider",
                "Seedance25Duration",
                "not: {minimum: 0, maximum: 3}",
                "not: {minimum: 0, maximum: 4}")
            .http("BREAKING    " + VIDEOS + " body ["),
        edit("limit of all bodies halved", "CallbackUrl", "maxLength: 2048", "maxLength: 1024")
            .http(
                "BREAKING    " + IMAGES + " body [",
                "BREAKING    " + VIDEOS + " body [",
                "BREAKING    " + AUDIOS + " body ["),
        edit("required in a list no more", "KlingElement", "      required: [element_id]\n", "")
            .http("compatible  " + VIDEOS + " body [")
            .java(
                MODEL + "KlingElement.builder(",
                MODEL + "KlingElement.elementId()",
                MODEL + "KlingElement$Builder.elementId("),
        edit("empty list allowed", "KlingO1ImageUrls", "      minItems: 1\n", "")
            .http("compatible  " + VIDEOS + " body ["),
        edit("word less", "Hailuo02Request", "[512p, 768p, 1080p]", "[768p, 1080p]")
            .http(
                "BREAKING    " + VIDEOS + " body [MiniMax-Hailuo-02] quality: values without 512p"),
        edit(
                "neither prompt nor picture needed",
                "Hailuo23Request",
                "      anyOf: [{required: [prompt]}, {required: [image_urls]}]\n",
                "")
            .http("compatible  " + VIDEOS + " body [MiniMax-Hailuo-2.3]: shapes"));
  }

  private static Stream<Edit> answers() {
    return Stream.of(
        edit(
                "numbers too small",
                "Task",
                "created: {type: integer, format: int64,",
                "created: {type: integer,")
            .http("BREAKING    " + TASK + " answer 200 created: format int64 -> none")
            .java(MODEL + "Task.created()", MODEL + "Task$Builder.created("),
        edit("results gone", "Task", "        results:\n", "        result_links:\n")
            .http(
                "BREAKING    " + TASK + " answer 200 results: removed",
                "compatible  " + TASK + " answer 200 result_links: added")
            .java(
                MODEL + "Task.results(): removed",
                MODEL + "Task.resultLinks(): added",
                MODEL + "Task$Builder.results(",
                MODEL + "Task$Builder.resultLinks("),
        edit(
                "status gone",
                "/v1/tasks/{task_id}",
                "        '402': {$ref: '#/components/responses/TaskPaymentRequired'}\n",
                "")
            .http("compatible  " + TASK + " answer 402: removed"),
        edit("status of tasks misspelt", "TaskStatus", "failed, cancelled]", "failed, canceled]")
            .java(MODEL + "TaskStatus.CANCELLED: "),
        edit(
                "text read as a time",
                "FileQuota",
                "quota_reason: {type: string,",
                "quota_reason: {type: string, format: date-time,")
            .http("compatible  GET /api/v1/files/quota answer 200 data.quota_reason: format")
            .java(MODEL + "FileQuota.quotaReason()", MODEL + "FileQuota$Builder.quotaReason("));
  }

  private static Stream<Edit> names() {
    return Stream.of(
        edit(
                "operation renamed",
                "/v1/tasks/{task_id}",
                "operationId: getTask",
                "operationId: readTask")
            .java("ai.evolink.api.TasksApi.getTask(", "ai.evolink.api.TasksApi.readTask("),
        edit(
                "operation in another group",
                "/api/v1/files/quota",
                "tags: [Files]",
                "tags: [Credits]")
            .java(
                "ai.evolink.api.FilesApi.getFileQuota(", "ai.evolink.api.CreditsApi.getFileQuota("),
        edit(
                "words without their vocabulary",
                "KlingV26MotionModelParams",
                "          x-java-type: CharacterOrientation\n",
                "")
            .java(
                MODEL + "KlingV26MotionModelParams.builder(",
                MODEL + "KlingV26MotionModelParams.characterOrientation()",
                MODEL + "KlingV26MotionModelParams$Builder.characterOrientation("),
        edit("numbers no longer taken", "UpscaleFactor", "      x-number-words: true\n", "")
            .java(MODEL + "UpscaleFactor.of(int): removed"));
  }

  /** What nobody but a reader of Javadoc or of the emulator notices: no guard is meant to bite. */
  private static Stream<Edit> nothing() {
    return Stream.of(
        edit(
            "description reworded",
            "HailuoPrompt",
            "What the video shall show;",
            "What is to be seen;"),
        edit(
            "documented defaults spelt out",
            "/v1/tasks",
            "{name: status, in: query,",
            "{name: status, in: query, style: form, explode: true,"),
        edit(
            "meanings of words swapped",
            "PersonaModel",
            "        - The style.\n        - The voice.\n",
            "        - The voice.\n        - The style.\n"),
        edit("life of links changed", "SunoRequest", "x-link-hours: 72", "x-link-hours: 24"));
  }
}
