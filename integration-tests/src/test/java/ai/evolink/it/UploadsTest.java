package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskJournal;
import ai.evolink.UploadOptions;
import ai.evolink.model.MediaSource;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of uploads that are under way. */
class UploadsTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private static ImageRequest with(int pictures) {
    ImageRequest.Builder request = ImageRequest.builder("x");
    for (int i = 0; i < pictures; i++) {
      request.reference(MediaSource.bytes(FilesTest.PNG, "image/png"));
    }
    return request.build();
  }

  /** Takes the first upload when it is told to, or refuses it, and answers no further one. */
  private void hold(String first) {
    AtomicInteger uploads = new AtomicInteger();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (!request.getUrl().encodedPath().contains("/files/")) {
              return new MockResponse.Builder().body(MockService.SUBMITTED).build();
            }
            if (uploads.incrementAndGet() == 1) {
              Shop.hold(arrived, go);
            } else {
              go.countDown();
              end.await();
            }
            return new MockResponse.Builder().body(first).build();
          }
        });
  }

  @AfterEach
  void release() {
    go.countDown();
    end.countDown();
  }

  @Test
  void firstThatFailsAbortsTheOthers() {
    hold("{\"success\":false,\"code\":40003,\"msg\":\"file quota reached\"}");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> service.evolink.images().submit(with(2)).result());
    Awaits.until("the end of the other upload", () -> service.evolink.callsInFlight() == 0);
  }

  @Test
  void uploadForNobodyIsAborted() throws Exception {
    hold(FilesTest.uploaded("a.png"));
    TaskFuture wait = service.evolink.images().generate(with(1));
    arrived.await();

    wait.cancel(true);

    Awaits.until("the end of the upload", () -> service.evolink.callsInFlight() == 0);
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void submitIsPreparedAsLongAsOneOfItsCallersWantsIt() throws Exception {
    hold(FilesTest.uploaded("a.png"));
    SubmitOptions order = SubmitOptions.ofOrder("order-42");
    try (EvolinkClient evolink = service.client().journal(TaskJournal.inMemory()).build()) {
      TaskFuture one = evolink.images().generate(with(1), order);
      arrived.await();
      TaskFuture two = evolink.images().generate(with(1), order);

      one.cancel(true);
      go.countDown();

      assertThat(two.submitted().result().id()).isEqualTo(MockService.TASK_ID);
    }
  }

  @Test
  void orderOfTheSamePictureIsKnownWithoutAnUploadAndThatOfAnotherIsRefused() {
    service.answer(FilesTest.uploaded("a.png"));
    service.answer(MockService.SUBMITTED);
    SubmitOptions order = SubmitOptions.ofOrder("order-42");
    try (EvolinkClient evolink = service.client().journal(TaskJournal.inMemory()).build()) {
      evolink.images().submit(with(1), order).result();

      assertThat(evolink.images().submit(with(1), order).result().id())
          .isEqualTo(MockService.TASK_ID);
      ImageRequest ofAnother =
          ImageRequest.builder("x")
              .reference(MediaSource.bytes(Arrays.copyOf(FilesTest.PNG, 20), "image/png"))
              .build();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().submit(ofAnother, order).result())
          .withMessageContaining("belongs to another request");
    }
    assertThat(service.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void linkIsStoredWhereTheCallerWantsIt() throws Exception {
    service.answer(FilesTest.uploaded("avatar.png"));

    URI stored =
        service
            .evolink
            .files()
            .upload(
                MediaSource.url("https://example.com/a.png"),
                UploadOptions.builder().folder("avatars").fileName("avatar.png").build())
            .result()
            .fileUrl();

    assertThat(stored).isEqualTo(URI.create("https://files.evolink.ai/images/avatar.png"));
    assertThat(service.taken().getBody().utf8())
        .contains("\"upload_path\":\"avatars\"", "\"file_name\":\"avatar.png\"");
  }
}
