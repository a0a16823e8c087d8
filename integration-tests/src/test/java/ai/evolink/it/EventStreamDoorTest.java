package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.api.EventStream;
import ai.evolink.api.Paid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.Streaming;

/** An operation that answers piece by piece, as the templates write one, behind the raw door. */
class EventStreamDoorTest {
  private static final Map<String, Object> REQUEST =
      Map.of("model", "gpt-5.1", "messages", List.of(), "stream", true);

  @RegisterExtension final MockService service = new MockService();

  interface ChatApi {
    @Paid
    @Streaming
    @Headers("Accept: text/event-stream")
    @POST("v1/chat/completions")
    Call<ResponseBody> createChatCompletionStream(@Body Object request);
  }

  /**
   * Sends its second piece once the first has been read, so that a reader of the whole would hang.
   */
  private static final class Pieces implements MockResponseBody {
    final CountDownLatch firstWasRead = new CountDownLatch(1);
    private final String first;
    private final String second;

    Pieces(String first, String second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public long getContentLength() {
      return (long) first.length() + second.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.writeUtf8(first).flush();
      try {
        if (!firstWasRead.await(20, TimeUnit.SECONDS)) {
          throw new IOException("nobody has read the first piece");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      sink.writeUtf8(second).flush();
    }
  }

  private EventStream<Object> stream(MockResponseBody body) throws IOException {
    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "text/event-stream")
            .body(body)
            .build());
    ResponseBody answer =
        service
            .evolink
            .retrofit(ChatApi.class)
            .createChatCompletionStream(REQUEST)
            .execute()
            .body();
    return EventStream.of(Objects.requireNonNull(answer), Object.class);
  }

  @Test
  void eventsAreReadAsTheyCome() throws Exception {
    Pieces pieces =
        new Pieces(
            ": hello\n\ndata: {\"n\":1}\n\n",
            "event: more\nid: 7\ndata:{\"n\":\ndata: 2}\r\n\r\ndata: [DONE]\n\ndata: {\"n\":3}\n\n");
    try (EventStream<Object> stream = stream(pieces)) {
      Iterator<Object> events = stream.iterator();

      assertThat(events.next()).isEqualTo(Map.of("n", 1L));
      pieces.firstWasRead.countDown();
      assertThat(events.next()).isEqualTo(Map.of("n", 2L));
      assertThat(events.hasNext()).isFalse();
    }
    assertThat(service.taken().getHeaders().get("Authorization"))
        .isEqualTo("Bearer " + MockService.KEY);
  }
}
