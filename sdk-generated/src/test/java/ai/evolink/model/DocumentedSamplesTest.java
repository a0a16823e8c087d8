package ai.evolink.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.spec.Spec;
import com.networknt.schema.Error;
import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Bodies that the documentation, its earlier editions or the code of clients show. */
class DocumentedSamplesTest {
  private static final Path FOLDER = Path.of("src/test/resources/samples");

  static Stream<Sample> requests() {
    return in("requests");
  }

  /** Documented without the pictures that the schema on the same page asks for. */
  static Stream<Sample> requestsWithoutImages() {
    return in("requests-without-images");
  }

  static Stream<Answer> answers() {
    return Stream.of(
            of("tasks", Task.class),
            of("submissions", TaskSubmission.class),
            of("credits", CreditsResponse.class),
            of("errors", ErrorResponse.class),
            of("errors", NumericErrorResponse.class),
            of("files", UploadResponse.class),
            of("files", FileQuotaResponse.class))
        .flatMap(answers -> answers);
  }

  @Test
  void eachFolderHasSamples() {
    assertThat(requests().count()).isGreaterThan(70);
    assertThat(answers().map(answer -> answer.sample().folder()).distinct())
        .containsExactly("tasks", "submissions", "credits", "errors", "files");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestFitsTheSpecAndItsTypedClass(Sample sample) throws Exception {
    Models.Entry model = sample.model();

    assertThat(Spec.errors(model.type().name(), sample.tree())).isEmpty();
    GeneratedModel request = (GeneratedModel) model.json().fromJson(sample.json());
    assertThat(request).isExactlyInstanceOf(model.body());
    assertThat(unknown(request)).isEmpty();
    assertThat(Spec.json(model.json().toJson(request))).isEqualTo(sample.tree());
    assertThat(rebuilt(request)).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("requestsWithoutImages")
  void requestWithoutItsImagesIsReadAllTheSame(Sample sample) throws Exception {
    Models.Entry model = sample.model();

    assertThat(Spec.errors(model.type().name(), sample.tree()))
        .singleElement()
        .extracting(Error::getKeyword, Error::getProperty)
        .containsExactly("required", "image_urls");
    Object request = model.json().fromJson(sample.json());
    assertThat(Spec.json(model.json().toJson(request))).isEqualTo(sample.tree());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerLosesNothing(Answer answer) throws Exception {
    JsonAdapter<? extends GeneratedModel> json = EvolinkJson.moshi().adapter(answer.type());

    GeneratedModel read = json.fromJson(answer.sample().json());

    assertThat(Spec.json(write(json, read))).isEqualTo(answer.sample().tree());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerThatFitsTheSpecIsTypedThroughout(Answer answer) throws Exception {
    String schema = answer.type().getSimpleName();
    if (!Spec.errors(schema, answer.sample().tree()).isEmpty()) {
      return; // the other kind of error, and what the documentation has no schema for
    }
    GeneratedModel read =
        EvolinkJson.moshi().adapter(answer.type()).fromJson(answer.sample().json());

    List<String> named = new ArrayList<>();
    Spec.schemas().path(schema).path("properties").propertyNames().forEach(named::add);
    assertThat(read.additionalProperties()).doesNotContainKeys(named.toArray(new String[0]));
  }

  @SuppressWarnings("unchecked") // reads and writes the same class
  private static String write(JsonAdapter<? extends GeneratedModel> json, GeneratedModel value) {
    return ((JsonAdapter<GeneratedModel>) json).toJson(value);
  }

  private static Object rebuilt(GeneratedModel request) throws Exception {
    Object builder = request.getClass().getMethod("toBuilder").invoke(request);
    return builder.getClass().getMethod("build").invoke(builder);
  }

  /** The names of properties, nested ones included, that no typed accessor has. */
  private static List<String> unknown(Object value) throws Exception {
    List<String> names = new ArrayList<>();
    if (value instanceof List<?> items) {
      for (Object item : items) {
        names.addAll(unknown(item));
      }
    } else if (value instanceof GeneratedModel model) {
      names.addAll(model.additionalProperties().keySet());
      for (BuilderProperty property : BuilderProperty.of(model.getClass())) {
        Object inner = model.getClass().getMethod(property.setter().getName()).invoke(model);
        if (inner != null) {
          names.addAll(unknown(inner));
        }
      }
    }
    return names;
  }

  private static Stream<Answer> of(String folder, Class<? extends GeneratedModel> type) {
    return in(folder).map(sample -> new Answer(sample, type));
  }

  private static Stream<Sample> in(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.sorted().map(file -> new Sample(folder, file)).toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  record Answer(Sample sample, Class<? extends GeneratedModel> type) {
    @Override
    public String toString() {
      return type.getSimpleName() + " " + sample;
    }
  }

  record Sample(String folder, Path file) {
    String json() throws IOException {
      return Files.readString(file);
    }

    JsonNode tree() throws IOException {
      return Spec.json(json());
    }

    Models.Entry model() throws IOException {
      String id = tree().path("model").stringValue();
      return Models.all()
          .filter(model -> model.id().value().equals(id))
          .findFirst()
          .orElseThrow(() -> new AssertionError("The spec has no model " + id));
    }

    @Override
    public String toString() {
      return folder + "/" + file.getFileName();
    }
  }
}
