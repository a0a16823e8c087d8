package ai.evolink.internal.http;

import ai.evolink.api.TasksApi;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.http.Streaming;

/**
 * What holds for every attempt of a call, whatever carries it: when its first byte may leave, and
 * what counts as its answer.
 *
 * <p>Answers are read to their end before anybody parses them, so that one that breaks off is known
 * for what it is while the call can still be repeated; and they are kept small, for else a broken
 * gateway would decide how much memory we use. Refusals are cut, since only their beginning is ever
 * read; answers that no task could fill are an error. Answers of Retrofit methods marked {@link
 * Streaming} pass as they are.
 */
public final class AttemptRules {
  static final String RETRY_AFTER = "Retry-After";

  private static final long REFUSAL_BYTES = 64L << 10;
  private static final long ANSWER_BYTES = 32L << 20;

  /** What a service under load may well take. */
  private static final long LEAST_PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private AttemptRules() {}

  /**
   * A connection is there, and the first byte is about to leave. Lets each attempt pass once:
   * whatever made the request come back cannot know that this may cost twice. What was given up
   * meanwhile does not pass at all.
   *
   * @param trace of the call; null for a call that is none of ours
   * @throws IOException if the attempt must not be sent
   */
  static void claim(@Nullable CallTrace trace, boolean canceled) throws IOException {
    if (trace != null && !trace.claim() && trace.kind != CallKind.READ) {
      throw canceled ? new IOException("Canceled") : secondTime();
    }
  }

  static IOException secondTime() {
    return new IOException("a request that may cost is sent once; this was the second time");
  }

  /** {@return the answer to {@code request} with a body that is as good as read} */
  static Response received(Request request, Response response) throws IOException {
    CallTrace trace = CallTrace.of(request);
    if (trace != null) {
      trace.answered(response.code(), requestId(response));
    }
    Response answer = response;
    if (!response.isSuccessful()) {
      answer = with(response, head(response.body()));
    } else if (isStreaming(request)) {
      return response;
    } else {
      readWhole(response, mostBytes(request));
    }
    if (trace != null) {
      trace.answerComplete();
    }
    return answer;
  }

  /** {@return the number by which the support of the service finds the request} */
  static @Nullable String requestId(Response response) {
    String id = response.header("x-request-id");
    return id != null ? id : response.header("x-oneapi-request-id");
  }

  static boolean isStreaming(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return invocation != null && invocation.method().isAnnotationPresent(Streaming.class);
  }

  private static Response with(Response response, Buffer body) {
    return response
        .newBuilder()
        .body(ResponseBody.create(body, response.body().contentType(), body.size()))
        .build();
  }

  /** What our own calls answer is known, and smaller than what a caller's interface may bring. */
  private static long mostBytes(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return invocation != null
            && invocation.service().getPackageName().equals(TasksApi.class.getPackageName())
        ? AnswerConverterFactory.MOST_BYTES
        : ANSWER_BYTES;
  }

  /** {@return how much of an answer is worth keeping in case somebody asks for it again} */
  static long mostKept(Request request, Response response) {
    return response.isSuccessful() ? mostBytes(request) + 1 : REFUSAL_BYTES;
  }

  /**
   * {@return after how many nanoseconds without a byte an attempt breaks off, in a call that may
   * take {@code limit}; zero for as long as the client says}
   *
   * <p>A connection may be dead without anybody being told. A read that waits on one to its limit
   * leaves no time for another; one that costs nothing can be made anew well before.
   */
  static long patience(CallKind kind, long limit) {
    return kind == CallKind.READ && limit > 0 ? Math.max(LEAST_PATIENCE, limit / 3) : 0;
  }

  /** Fetches the rest into the buffer that the body is read from. */
  private static void readWhole(Response response, long most) throws IOException {
    ResponseBody body = response.body();
    try {
      if (body.contentLength() > most || body.source().request(most + 1)) {
        throw tooLarge(most);
      }
    } catch (Throwable t) {
      response.close();
      throw t;
    }
  }

  private static IOException tooLarge(long most) {
    return new RetryRules.Lasting("the answer is larger than " + most + " bytes");
  }

  private static Buffer head(ResponseBody body) {
    Buffer head = new Buffer();
    try (BufferedSource source = body.source()) {
      while (head.size() < REFUSAL_BYTES) {
        if (source.read(head, REFUSAL_BYTES - head.size()) < 0) {
          break;
        }
      }
    } catch (IOException e) {
      // The status is worth more than the rest of its explanation.
    }
    return head;
  }
}
