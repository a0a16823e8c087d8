package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.Charge;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkException;
import ai.evolink.TransportException;
import ai.evolink.api.FilesApi;
import ai.evolink.model.MediaSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Uploads and deletions are free, but not to be doubled. */
class ResendFreeCallsTest extends Resending {
  private static final String UPLOADED =
      """
      {"success":true,"code":200,"msg":"ok","data":{"file_id":"file_1",
       "file_url":"https://files.evolink.ai/a.png"}}""";

  @Test
  void uploadThatBrokeOffIsSentAgainFromItsStart() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    service.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse peek() {
            return mended.get()
                ? new MockResponse.Builder().build()
                : new MockResponse.Builder().onRequestBody(CUT).build();
          }

          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body(UPLOADED).build();
          }
        });
    MediaSource large = MediaSource.bytes(new byte[32 << 20], "image/png");
    try (EvolinkClient evolink = client().build()) {
      var upload = evolink.files().upload(large);
      still.untilNextAlarm();
      mended.set(true);
      still.ring();

      assertThat(upload.get(20, TimeUnit.SECONDS).fileUrl()).isNotNull();
    }
    assertThat(service.taken().getBodySize()).isLessThan(32 << 20); // the one that broke off
    assertThat(service.taken().getBodySize()).isGreaterThan(32 << 20);
  }

  @Test
  void uploadThatMayHaveArrivedIsNotSentAgain() {
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().build()) {
      assertThatThrownBy(
              () ->
                  evolink
                      .files()
                      .upload(MediaSource.bytes(new byte[9], "image/png"))
                      .get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(TransportException.class)
          .satisfies(e -> assertThat(((EvolinkException) e).charge()).isEqualTo(Charge.NONE));
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void deletionThatMayHaveBeenMadeIsNotSentAgain() {
    service.answer(new MockResponse.Builder().onResponseStart(CUT).build());
    try (EvolinkClient evolink = client().build()) {
      assertThatThrownBy(() -> evolink.retrofit(FilesApi.class).deleteFile("file_1").execute())
          .isInstanceOf(IOException.class);
    }
    assertThat(service.server.getRequestCount()).isEqualTo(1);
  }
}
