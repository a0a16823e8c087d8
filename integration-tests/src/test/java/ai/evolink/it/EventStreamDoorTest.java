package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.api.EventStream;
import ai.evolink.api.Paid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  private EventStream<Object> stream(EvolinkClient evolink, MockResponseBody body)
      throws IOException {
    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "text/event-stream")
            .body(body)
            .build());
    return stream(evolink);
  }

  private static EventStream<Object> stream(EvolinkClient evolink) throws IOException {
    ResponseBody answer =
        evolink.retrofit(ChatApi.class).createChatCompletionStream(REQUEST).execute().body();
    return EventStream.of(Objects.requireNonNull(answer), Object.class);
  }

  @Test
  void eventsAreReadAsTheyCome() throws Exception {
    Pieces pieces =
        new Pieces(
            ": hello\n\ndata: {\"n\":1}\n\n",
            "event: more\nid: 7\ndata:{\"n\":\ndata: 2}\r\n\r\ndata: [DONE]\n\ndata: {\"n\":3}\n\n");
    try (EventStream<Object> stream = stream(service.evolink, pieces)) {
      Iterator<Object> events = stream.iterator();

      assertThat(events.next()).isEqualTo(Map.of("n", 1L));
      pieces.firstWasRead.countDown();
      assertThat(events.next()).isEqualTo(Map.of("n", 2L));
      assertThat(events.hasNext()).isFalse();
    }
    assertThat(service.taken().getHeaders().get("Authorization"))
        .isEqualTo("Bearer " + MockService.KEY);
  }

  @Test
  void interceptorOfTheCallersHoldsNoPieceUp() throws Exception {
    Pieces pieces = new Pieces("data: 1\n\n", "data: 2\n\n");
    OkHttpClient theirs =
        new OkHttpClient.Builder().addInterceptor(chain -> chain.proceed(chain.request())).build();
    try (EvolinkClient evolink = service.client().httpClient(theirs).build();
        EventStream<Object> stream = stream(evolink, pieces)) {
      Iterator<Object> events = stream.iterator();

      assertThat(events.next()).isEqualTo(1L);
      pieces.firstWasRead.countDown();
      assertThat(events.next()).isEqualTo(2L);
    }
  }

  /** Sends its first piece and then nothing, but keeps the connection. */
  private static final class Silence implements MockResponseBody, AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public long getContentLength() {
      return 1000;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.writeUtf8("data: 1\n\n").flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public void close() {
      end.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  @Timeout(30)
  void silenceEndsAStreamByTheReadTimeoutOfTheClient(Protocol protocol) throws Exception {
    service.server.setProtocols(List.of(protocol));
    OkHttpClient http =
        new OkHttpClient.Builder()
            .protocols(List.of(protocol))
            .readTimeout(Duration.ofMillis(300))
            .build();
    try (Silence silence = new Silence();
        EvolinkClient evolink = service.client().httpClient(http).build();
        EventStream<Object> stream = stream(evolink, silence)) {
      Iterator<Object> events = stream.iterator();
      assertThat(events.next()).isEqualTo(1L);

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(events::hasNext)
          .withCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  @Timeout(30)
  void streamThatBreaksOffIsNoEnd(Protocol protocol) throws Exception {
    service.server.setProtocols(List.of(protocol));
    OkHttpClient http = new OkHttpClient.Builder().protocols(List.of(protocol)).build();
    service.answer(
        new MockResponse.Builder()
            .setHeader("Content-Type", "text/event-stream")
            .body("data: 1\n\n" + ": more\n".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    try (EvolinkClient evolink = service.client().httpClient(http).build();
        EventStream<Object> stream = stream(evolink)) {
      Iterator<Object> events = stream.iterator();

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> events.forEachRemaining(each -> {}));
    }
  }
}
