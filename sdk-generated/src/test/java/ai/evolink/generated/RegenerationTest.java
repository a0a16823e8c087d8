package ai.evolink.generated;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.api.ApiServer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits a copy of the spec and of a template, runs the real Maven build on it, and looks at the
 * classes that come out.
 */
@RunsTheGenerator
@Tag("deep")
class RegenerationTest {
  private static final String SPEC = "spec/evolink.yaml";

  /** A request with every shape that a property can have, also those that no model has today. */
  private static final String TOMORROW =
      """
          TomorrowRequest:
            type: object
            description: What tomorrow brings.
            required: [model, flag, count, price, label, ratio, images, prompt]
            properties:
              model: {type: string, enum: [tomorrow-1], default: tomorrow-1, x-java-type: ImageModel}
              flag: {type: boolean, default: true}
              count: {type: integer, default: 3, minimum: 1, maximum: 9}
              price: {type: number, default: 1.5}
              label: {type: string, default: hello}
              ratio: {type: string, default: auto, x-java-type: AspectRatio}
              images: {type: array, items: {type: string, format: uri}, x-media: {kind: image}}
              prompt: {type: string, maxLength: 10, description: 'Is <this> & that "safe" */ here.'}
              mask: {type: string, format: uri, x-media: {kind: image, types: [image/png]}}
              ratios: {type: array, items: {type: string, enum: ['1:1']}, x-java-type: AspectRatio}
              tiers: {type: array, items: {$ref: '#/components/schemas/ResolutionTier'}}
              tier: {$ref: '#/components/schemas/ResolutionTier'}
              level: {type: integer, enum: [5, 10]}
              levels: {type: array, items: {type: string, enum: [low, high]}}
              matrix: {type: array, items: {type: array, items: {type: number, format: double}}}
              counts: {type: object, additionalProperties: {type: integer, format: int64}}
              free: {type: object}
              anything: {description: Anything.}
              perhaps: {type: [string, 'null']}
              when: {type: string, format: date-time}
              day: {type: string, format: date}
              next: {$ref: '#/components/schemas/TomorrowRequest'}
              nexts: {type: array, items: {$ref: '#/components/schemas/TomorrowRequest'}}
              shape: {$ref: '#/components/schemas/Shape'}
              duration: {$ref: '#/components/schemas/SecondsOrAuto'}
              class: {type: string}
              inline: {type: object, properties: {x: {type: integer}}}
          Shape:
            description: Told apart by its kind.
            oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
            discriminator:
              propertyName: kind
              mapping:
                circle: '#/components/schemas/Circle'
                square: '#/components/schemas/Square'
          Circle:
            type: object
            required: [kind]
            properties: {kind: {type: string, enum: [circle]}}
          Square:
            type: object
            required: [kind]
            properties: {kind: {type: string, enum: [square]}}
          SecondsOrAuto:
            description: Told apart by nothing.
            oneOf: [{type: integer}, {type: string, enum: [auto]}]

      """;

  /** A new endpoint: what the walk of CONTRIBUTING.md asks for, and the two bodies below. */
  private static final String ENDPOINT =
      """
        /v1/notebooks/{notebook_id}/notes:
          post:
            tags: [Notes]
            operationId: writeNote
            summary: Writes a note.
            parameters:
              - {name: notebook_id, in: path, required: true, description: Where., schema: {type: string}}
              - {name: copies, in: query, description: How many., schema: {type: integer}}
            requestBody:
              required: true
              content: {application/json: {schema: {$ref: '#/components/schemas/NoteRequest'}}}
            responses:
              '200':
                description: It was written.
                content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}

      """;

  private static final String NOTES =
      """
          NoteRequest:
            type: object
            description: A note to write.
            required: [text]
            properties:
              text: {type: string, maxLength: 20, description: What it says.}
              mood: {type: string, enum: [merry], description: How it is said., x-java-type: Mood}
          Note:
            type: object
            description: A note.
            properties:
              note_id: {type: string, description: Names it.}
              written: {type: string, format: date-time, description: When.}
              mood: {type: string, description: How it is said., x-java-type: Mood}
          Mood:
            type: string
            description: How something is said.
            enum: [merry]
            x-enum-varnames: [MERRY]

      """;

  /** Uses what was generated, as a program of a user would. */
  private static final String CALLER =
      """
      package ai.evolink;

      import ai.evolink.api.*;
      import ai.evolink.model.*;
      import java.util.List;
      import retrofit2.Retrofit;
      import retrofit2.converter.moshi.MoshiConverterFactory;

      public class Caller implements java.util.concurrent.Callable<List<Object>>, java.util.function.Consumer<String> {
        private String url;

        public void accept(String url) {
          this.url = url;
        }

        public List<Object> call() throws Exception {
          Retrofit retrofit =
              new Retrofit.Builder()
                  .baseUrl(url)
                  .addConverterFactory(MoshiConverterFactory.create(EvolinkJson.moshi()))
                  .build();
          NoteRequest request = NoteRequest.builder("Hello").mood(Mood.MERRY).set("pin", true).build();
          Note note = retrofit.create(NotesApi.class).writeNote("a/b", request, 3).execute().body();
          String refused = "";
          try {
            NoteRequest.builder("x".repeat(21)).build();
          } catch (IllegalArgumentException e) {
            refused = e.getMessage();
          }
          TaskSubmission task =
              retrofit
                  .create(ImagesApi.class)
                  .createImage(
                      TomorrowRequest.builder(List.of(MediaSource.url("https://example.com/a.png")), "A cat").build())
                  .execute()
                  .body();
          return List.of(
              note.noteId(), note.written(), note.mood() == Mood.MERRY, note.additionalProperties(), refused, task.id());
        }
      }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void oneCommandFollowsTheSpecAndTheTemplatesAndLeavesNothingStale() throws Exception {
    SpecCopy copy = SpecCopy.in(folder);
    assertThat(copy.classFile("NanoBanana21BetaRequest")).exists();
    assertThat(copy.methodsOf("TaskInfo")).contains("estimatedTime").doesNotContain("etaSeconds");

    // A new model with a schema of its own, a model less, and a field under a new name.
    copy.edit(
        SPEC,
        "      enum:\n        - gemini-2.5",
        "      enum:\n        - tomorrow-1\n        - gemini-2.5");
    copy.edit(
        SPEC,
        "varnames:\n        - GEMINI_2_5",
        "varnames:\n        - TOMORROW_1\n        - GEMINI_2_5");
    copy.edit(
        SPEC,
        "descriptions:\n        - The seed",
        "descriptions:\n        - New.\n        - The seed");
    copy.edit(
        SPEC,
        "        - $ref: '#/components/schemas/NanoBanana21BetaRequest'\n",
        "        - $ref: '#/components/schemas/TomorrowRequest'\n");
    copy.edit(
        SPEC,
        "          nano-banana-2.1-beta: '#/components/schemas/NanoBanana21BetaRequest'\n",
        "          tomorrow-1: '#/components/schemas/TomorrowRequest'\n");
    copy.replaceSchema("NanoBanana21BetaRequest", TOMORROW);
    copy.edit(
        SPEC, "        estimated_time: {type: integer", "        eta_seconds: {type: integer");
    // A new endpoint with a group of its own.
    copy.edit(
        SPEC, "  - name: Tasks\n", "  - name: Notes\n    description: Notes.\n  - name: Tasks\n");
    copy.edit(SPEC, "paths:\n", "paths:\n" + ENDPOINT);
    copy.edit(SPEC, "  schemas:\n", "  schemas:\n" + NOTES);
    copy.compile();

    assertThat(copy.methodsOf("TomorrowRequest"))
        .contains("builder", "prompt", "images", "mapMedia", "requestType");
    assertThat(copy.methodsOf("SecondsOrAuto")).contains("of", "value");
    assertThat(copy.fieldsOf("ImageModel")).contains("TOMORROW_1", "GEMINI_2_5_FLASH_IMAGE");
    assertThat(copy.methodsOf("TaskInfo")).contains("etaSeconds").doesNotContain("estimatedTime");
    assertThat(copy.classFile("NanoBanana21BetaRequest")).doesNotExist();
    assertThat(copy.classFile("NanoBanana21BetaRequest$Builder")).doesNotExist();
    assertThat(copy.sourceFile("NanoBanana21BetaRequest")).doesNotExist();

    useWhatIsNew(copy);

    // Nothing is edited: nothing is generated or compiled.
    Map<Path, FileTime> before = copy.built();
    copy.compile();

    assertThat(copy.built()).isEqualTo(before).hasSizeGreaterThan(1_000);

    // The spec stays as it is from here on.
    copy.edit(
        "sdk-generated/templates/openValue.mustache",
        "  @Override\n  public String value()",
        "  /** {@return true} */\n  public boolean isNew() {\n    return true;\n  }\n\n  @Override\n  public String value()");
    copy.compile();

    assertThat(copy.methodsOf("TaskStatus")).contains("isNew", "value");

    copy.edit(SPEC, "  title: Evolink media API", "  titel: Evolink media API");
    copy.edit(SPEC, "        eta_seconds: {type: integer", "        eta_seconds: {type: integre");
    assertThat(copy.refusal())
        .contains(
            "evolink.yaml:3:10: #/info/titel: \"titel\" is not handled in info. Did you mean"
                + " \"title\".\n")
        .contains("#/components/schemas/TaskInfo/properties/eta_seconds/type: there is no type")
        .contains("The spec says in 2 places what the templates do not handle; see above");
  }

  /** Over HTTP, through Retrofit and the generated codecs. */
  @SuppressWarnings("unchecked") // the class is CALLER
  private static void useWhatIsNew(SpecCopy copy) throws Exception {
    Object caller = copy.instanceOf("Caller", CALLER);
    try (ApiServer server = new ApiServer()) {
      server.answers(
          "{\"note_id\":\"n-1\",\"written\":\"2026-01-02T03:04:05Z\",\"mood\":\"merry\",\"ink\":7}");
      server.answers("{\"id\":\"task-unified-1\"}");
      ((Consumer<String>) caller).accept(server.url());

      assertThat(((Callable<List<Object>>) caller).call())
          .containsExactly(
              "n-1",
              OffsetDateTime.parse("2026-01-02T03:04:05Z"),
              true,
              Map.of("ink", 7L),
              "text must have at most 20 characters, but has 21",
              "task-unified-1");

      RecordedRequest note = server.received();
      assertThat(note.getRequestLine())
          .isEqualTo("POST /v1/notebooks/a%2Fb/notes?copies=3 HTTP/1.1");
      assertThat(text(note)).isEqualTo("{\"text\":\"Hello\",\"mood\":\"merry\",\"pin\":true}");
      RecordedRequest submit = server.received();
      assertThat(submit.getRequestLine()).isEqualTo("POST /v1/images/generations HTTP/1.1");
      assertThat(text(submit))
          .isEqualTo(
              "{\"model\":\"tomorrow-1\",\"flag\":true,\"count\":3,\"price\":1.5,\"label\":\"hello\","
                  + "\"ratio\":\"auto\",\"images\":[\"https://example.com/a.png\"],"
                  + "\"prompt\":\"A cat\"}");
    }
  }

  private static String text(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }
}
