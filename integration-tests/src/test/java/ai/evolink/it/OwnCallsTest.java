package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.VideoRequest;
import ai.evolink.api.AudiosApi;
import ai.evolink.api.ImagesApi;
import ai.evolink.api.TasksApi;
import ai.evolink.api.VideosApi;
import ai.evolink.model.AudioModel;
import ai.evolink.model.VideoModel;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Submits and task queries go past Retrofit. What they send and how they read it must be what the
 * generated interfaces would.
 */
class OwnCallsTest {
  private static final ImageRequest IMAGE =
      ImageRequest.builder("A café \"à la\" \uD83D\uDC08, <b> & 100 %").build();
  private static final VideoRequest VIDEO =
      VideoRequest.builder(VideoModel.VEO3_1_FAST_BETA, "A cat runs").build();
  private static final AudioRequest AUDIO =
      AudioRequest.builder(AudioModel.SUNO_V5_BETA, "A song").build();

  @RegisterExtension final MockService service = MockService.askedOnce();

  @Test
  void submitOfAnImageIsThatOfTheInterface() throws Exception {
    service.answer(MockService.SUBMITTED);
    service.evolink.images().submit(IMAGE).result();
    service.answer(MockService.SUBMITTED);
    raw(ImagesApi.class).createImage(IMAGE).execute();

    assertSame(service.taken(), service.taken());
  }

  @Test
  void submitOfAVideoIsThatOfTheInterface() throws Exception {
    service.answer(MockService.SUBMITTED);
    service.evolink.videos().submit(VIDEO).result();
    service.answer(MockService.SUBMITTED);
    raw(VideosApi.class).createVideo(VIDEO).execute();

    assertSame(service.taken(), service.taken());
  }

  @Test
  void submitOfAudioIsThatOfTheInterface() throws Exception {
    service.answer(MockService.SUBMITTED);
    service.evolink.audios().submit(AUDIO).result();
    service.answer(MockService.SUBMITTED);
    raw(AudiosApi.class).createAudio(AUDIO).execute();

    assertSame(service.taken(), service.taken());
  }

  @ParameterizedTest
  @ValueSource(strings = {MockService.TASK_ID, "a b", "a/b", "ä%2F?x=1#y", "..."})
  void queryIsThatOfTheInterface(String id) throws Exception {
    String task = "{\"status\":\"pending\"}";
    service.answer(task);
    assertThat(service.evolink.tasks().get(id).result()).isNotNull();
    service.answer(task);
    raw(TasksApi.class).getTask(id).execute();

    assertSame(service.taken(), service.taken());
  }

  @Test
  void pathOfTheBaseUrlIsKept() throws Exception {
    URI behind = service.server.url("/gateway/evolink/").uri();
    try (EvolinkClient evolink = EvolinkClient.builder(MockService.KEY).baseUrl(behind).build()) {
      service.answer(MockService.SUBMITTED);
      evolink.images().submit(IMAGE).result();
      service.answer("{\"status\":\"pending\"}");
      evolink.tasks().get(MockService.TASK_ID).result();
    }

    assertThat(service.taken().getTarget()).isEqualTo("/gateway/evolink/v1/images/generations");
    assertThat(service.taken().getTarget())
        .isEqualTo("/gateway/evolink/v1/tasks/" + MockService.TASK_ID);
  }

  @Test
  void markBeforeTheAnswerIsRead() {
    service.answer("\uFEFF" + MockService.SUBMITTED);

    assertThat(service.evolink.images().submit(IMAGE).result().id()).isEqualTo(MockService.TASK_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {MockService.SUBMITTED + "{}", "null", "", "[]"})
  void answerThatIsNotOneTaskIsUncertain(String answer) {
    service.answer(answer);

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> service.evolink.images().submit(IMAGE).result());
  }

  @Test
  void answerWithoutContentIsUncertain() {
    service.answer(204, "");

    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> service.evolink.images().submit(IMAGE).result())
        .withMessageContaining("but the answer (HTTP 204) was unreadable: ")
        .withNoCause();
  }

  @Test
  void queryThatIsGivenUpIsBrokenOff() throws Exception {
    service.answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (EvolinkClient evolink = service.client().requestTimeout(Duration.ofHours(1)).build()) {
      EvolinkFuture<?> query = evolink.tasks().get(MockService.TASK_ID);
      service.taken();
      assertThat(evolink.callsInFlight()).isEqualTo(1);

      query.cancel(true);

      StillClock.until(() -> evolink.callsInFlight() == 0, "the call to end");
    }
  }

  private <S> S raw(Class<S> api) {
    return service.evolink.retrofit(api);
  }

  private static void assertSame(RecordedRequest own, RecordedRequest expected) {
    assertThat(own.getRequestLine()).isEqualTo(expected.getRequestLine());
    assertThat(own.getHeaders()).isEqualTo(expected.getHeaders());
    assertThat(own.getBody()).isEqualTo(expected.getBody());
  }
}
