package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.api.AudiosApi;
import ai.evolink.api.CreditsApi;
import ai.evolink.api.FilesApi;
import ai.evolink.api.ImagesApi;
import ai.evolink.api.Paid;
import ai.evolink.api.TasksApi;
import ai.evolink.api.VideosApi;
import ai.evolink.model.AudioModel;
import ai.evolink.model.KlingV3TextToVideoRequest;
import ai.evolink.model.NanoBananaRequest;
import ai.evolink.model.SunoRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Call;

/** What the spec marks as paid, and what the client takes for a paid submit, is the same. */
class PaidOperationsTest {
  private static final List<Class<?>> APIS =
      List.of(
          ImagesApi.class,
          VideosApi.class,
          AudiosApi.class,
          TasksApi.class,
          CreditsApi.class,
          FilesApi.class);

  @RegisterExtension final MockService service = new MockService();

  private Map<String, Supplier<Call<?>>> paidCalls() {
    return Map.of(
        "createImage",
        () ->
            service
                .evolink
                .retrofit(ImagesApi.class)
                .createImage(NanoBananaRequest.builder("x").build()),
        "createVideo",
        () ->
            service
                .evolink
                .retrofit(VideosApi.class)
                .createVideo(KlingV3TextToVideoRequest.builder("x").build()),
        "createAudio",
        () ->
            service
                .evolink
                .retrofit(AudiosApi.class)
                .createAudio(SunoRequest.builder(AudioModel.SUNO_V5_BETA).build()));
  }

  @Test
  void theseAreAllThatAreMarked() {
    Stream<String> marked =
        APIS.stream()
            .flatMap(api -> Arrays.stream(api.getMethods()))
            .filter(method -> method.isAnnotationPresent(Paid.class))
            .map(method -> method.getName());

    assertThat(marked).containsExactlyInAnyOrderElementsOf(paidCalls().keySet());
  }

  /** OkHttp would send again after these two answers, if the client did not forbid it. */
  @ParameterizedTest
  @CsvSource({
    "createImage,408", "createVideo,408", "createAudio,408",
    "createImage,503", "createVideo,503", "createAudio,503"
  })
  void paidCallOfTheRawDoorIsSentOnce(String operation, int status) {
    for (int i = 0; i < 2; i++) {
      service.answer(new MockResponse.Builder().code(status).setHeader("Retry-After", "0").build());
    }

    Call<?> call = Objects.requireNonNull(paidCalls().get(operation)).get();
    try {
      assertThat(call.execute().code()).isEqualTo(status);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("sent once");
    }

    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void freeCallIsSentAgain() throws Exception {
    service.answer(new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build());
    service.answer("{}");

    service.evolink.retrofit(CreditsApi.class).getCredits().execute();

    assertThat(service.server.getRequestCount()).isGreaterThan(1);
  }
}
