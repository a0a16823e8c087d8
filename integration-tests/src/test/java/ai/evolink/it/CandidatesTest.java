package ai.evolink.it;

import static ai.evolink.it.MockService.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.ApiException;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.Purchase;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.TaskSummary;
import ai.evolink.model.AudioModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** After an uncertain submit, the list of tasks proposes and decides nothing. */
class CandidatesTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  @TempDir Path folder;

  private EvolinkClient shop = EvolinkClient.builder(MockService.KEY).build();

  @BeforeEach
  void open() {
    shop = client().allowExperimental().build();
  }

  private EvolinkClient.Builder client() {
    return service.client().journal(TaskJournal.file(folder.resolve("shop.journal")));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Purchase doubt() throws Exception {
    service.answer("no JSON");
    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(() -> shop.images().submit(ImageRequest.of("A cat")).result());
    service.taken();
    return shop.recover().uncertain().get(0);
  }

  private static String row(String id, String model, String type, Object created) {
    return "{\"id\":\"%s\",\"model\":\"%s\",\"type\":\"%s\",\"created_at\":%s,\"status\":\"processing\"}"
        .formatted(id, model, type, created);
  }

  private void page(int number, long total, String... rows) {
    service.answer(
        "{\"data\":[%s],\"total\":%d,\"page\":%d,\"page_size\":50}"
            .formatted(String.join(",", rows), total, number));
  }

  private static List<String> ids(List<TaskSummary> tasks) {
    return tasks.stream().map(TaskSummary::id).toList();
  }

  @Test
  void tasksThatFitAreProposedTheNearestFirst() throws Exception {
    Purchase doubt = doubt();
    long sent = doubt.entry().intendedAt().getEpochSecond();
    String model = "gemini-2.5-flash-image";
    page(
        1,
        6,
        row("later", model, "image", sent + 90),
        row("just-then", model, "image", sent + 1),
        row("other-model", "z-image-turbo", "image", sent),
        row("other-medium", model, "video", sent),
        row("clock-behind", model, "image", sent - 290),
        row("older", model, "image", sent - 310),
        "{\"id\":\"says-little\"}",
        "{\"status\":\"processing\"}");

    List<TaskSummary> found = doubt.candidates().result();

    assertThat(service.taken().getRequestLine())
        .isEqualTo("GET /v1/tasks?type=image&page=1&page_size=50 HTTP/1.1");
    assertThat(ids(found)).containsExactly("just-then", "later", "clock-behind", "says-little");
    assertThat(shop.recover().uncertain()).hasSize(1); // nothing is decided
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void oneOfThemCanBeAccepted() throws Exception {
    Purchase doubt = doubt();
    long sent = doubt.entry().intendedAt().getEpochSecond();
    page(1, 1, row(MockService.TASK_ID, "gemini-2.5-flash-image", "image", sent));
    service.answer(
        """
        {"id":"%s","model":"gemini-2.5-flash-image","type":"image","status":"processing",
         "created":%d}"""
            .formatted(MockService.TASK_ID, sent));

    TaskHandle task = doubt.accept(doubt.candidates().result().get(0).id()).result();

    assertThat(task.id()).isEqualTo(MockService.TASK_ID);
    assertThat(shop.recover().uncertain()).isEmpty();
    assertThat(shop.recover().accepted()).hasSize(1);
  }

  @Test
  void taskOfAnotherPurchaseIsNotProposed() throws Exception {
    service.answer(SUBMITTED);
    shop.images().submit(ImageRequest.of("A dog")).result();
    service.taken();
    Purchase doubt = doubt();
    page(
        1,
        1,
        row(
            MockService.TASK_ID,
            "gemini-2.5-flash-image",
            "image",
            Instant.now().getEpochSecond()));

    assertThat(doubt.candidates().result()).isEmpty();
  }

  @Test
  void aliasIsTheSameModel() throws Exception {
    service.answer("no JSON");
    assertThatExceptionOfType(SubmissionUncertainException.class)
        .isThrownBy(
            () ->
                shop.audios()
                    .submit(AudioRequest.builder(AudioModel.SUNO_V5_BETA, "A song").build())
                    .result());
    Purchase doubt = shop.recover().uncertain().get(0);
    long now = Instant.now().getEpochSecond();
    page(1, 2, row("canonical", "suno-v5", "audio", now), row("other", "suno-v4", "audio", now));

    assertThat(ids(doubt.candidates().result())).containsExactly("canonical");
  }

  @Test
  void pagesAreReadUntilTheTasksAreOlder() throws Exception {
    Purchase doubt = doubt();
    long sent = doubt.entry().intendedAt().getEpochSecond();
    String model = "gemini-2.5-flash-image";
    page(1, 5_000, row("a", model, "image", sent + 60));
    page(2, 5_000, row("a", model, "image", sent + 60), row("b", model, "image", sent));
    page(3, 5_000, row("c", model, "image", sent - 3_600));

    assertThat(ids(doubt.candidates().result())).containsExactly("b", "a");
    assertThat(service.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void noMoreThanAThousandTasksAreLookedAt() throws Exception {
    Purchase doubt = doubt();
    for (int number = 1; number <= 21; number++) {
      page(number, 1_000_000, "{\"id\":\"t" + number + "\"}");
    }

    assertThat(doubt.candidates().result()).hasSize(20);
    assertThat(service.server.getRequestCount()).isEqualTo(21);
  }

  @Test
  void failureOfTheListDecidesNothing() throws Exception {
    Purchase doubt = doubt();
    service.answer(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"Invalid URL\"}}");

    assertThatExceptionOfType(ApiException.class).isThrownBy(() -> doubt.candidates().result());
    assertThat(shop.recover().uncertain()).hasSize(1);
  }

  @Test
  void searchThatIsCancelledAsksNoMore() throws Exception {
    Purchase doubt = doubt();

    EvolinkFuture<List<TaskSummary>> search = doubt.candidates();
    service.taken();
    search.cancel(true);
    page(1, 1_000_000, "{\"id\":\"a\"}");

    assertThatExceptionOfType(CancellationException.class).isThrownBy(search::result);
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void purchaseWithATaskNeedsNone() {
    service.answer(SUBMITTED);
    shop.images().submit(ImageRequest.of("A dog")).result();

    assertThatIllegalStateException()
        .isThrownBy(() -> shop.recover().accepted().get(0).candidates())
        .withMessageEndingWith(" needs no candidates: it is ACCEPTED");
  }

  @Test
  void withoutTheSwitchItIsRefused() throws Exception {
    doubt();
    shop.close();
    try (EvolinkClient careful = client().build()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> careful.recover().uncertain().get(0).candidates())
          .withMessage(
              "candidates is experimental: call allowExperimental() on the client's builder first.");
    }
  }
}
