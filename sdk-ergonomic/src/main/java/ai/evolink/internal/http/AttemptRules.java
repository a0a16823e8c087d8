package ai.evolink.internal.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Streaming;

/**
 * The rules for every attempt of a call, whatever network carries it: when it may be sent, and what
 * counts as its answer.
 *
 * <p>An answer is read completely before it is parsed, so that a truncated one is detected while
 * the call can still be retried. Its size is limited, so that a broken gateway cannot exhaust the
 * memory: error bodies are cut, since only their beginning is used, and a larger success than any
 * documented answer is an error. Answers of Retrofit methods marked {@link Streaming} are passed on
 * unread.
 */
public final class AttemptRules {
  static final String RETRY_AFTER = "Retry-After";

  private static final long REFUSAL_BYTES = 64L << 10;

  /** What a service under load may well take. */
  private static final long LEAST_PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private AttemptRules() {}

  /**
   * Called when the connection is open and before the first byte is sent. Lets each attempt of a
   * call that may cost something pass once: an interceptor or OkHttp itself could send the request
   * again without knowing that it may be charged twice. A call that was given up in the meantime
   * does not pass at all.
   *
   * @param trace the trace of the call; null for a call that was not made by {@link RetryingCalls}
   * @throws IOException if the attempt must not be sent
   */
  static void claim(@Nullable CallTrace trace, boolean canceled) throws IOException {
    if (trace == null) {
      return;
    }
    SubmitTerms terms = trace.terms();
    if (terms != null && !terms.gate().isOpen()) {
      throw new RetryRules.Lasting("the permission to send it has ended");
    }
    if (!trace.claim() && trace.kind != CallKind.READ) {
      throw canceled ? new IOException("Canceled") : secondTime();
    }
  }

  static IOException secondTime() {
    return new IOException("a request that may cost is sent once; this was the second time");
  }

  /**
   * {@return the answer to {@code request}, with its body in memory and without the key, unless it
   * is a stream}
   */
  static Response received(Request request, Response response, Redaction redaction)
      throws IOException {
    Response answer = received(request, response);
    return CallTrace.isStream(request) ? answer : redaction.ofBody(answer);
  }

  private static Response received(Request request, Response response) throws IOException {
    CallTrace trace = CallTrace.of(request);
    if (trace != null) {
      trace.answered(response.code(), requestId(response));
    }
    Response answer = response;
    if (!response.isSuccessful()) {
      Buffer head = head(response.body());
      keep(trace, head);
      answer = with(response, head);
    } else if (CallTrace.isStream(request)) {
      return response;
    } else {
      readWhole(request, response, mostBytes(request));
      keep(trace, response.body().source().getBuffer());
    }
    if (trace != null) {
      trace.answerComplete();
    }
    return answer;
  }

  /** What answers a submit may be all that tells what it has bought. */
  private static void keep(@Nullable CallTrace trace, Buffer body) throws IOException {
    if (trace != null && trace.kind == CallKind.SUBMIT) {
      FirstAnswer first = trace.firstAnswer();
      trace.answerBody(
          first != null && first.isAnswer()
              ? first.beginning(REFUSAL_BYTES)
              : AnswerBytes.of(body, REFUSAL_BYTES));
    }
  }

  /** {@return the number by which the support of the service finds the request} */
  static @Nullable String requestId(Response response) {
    String id = response.header("x-request-id");
    return id != null ? id : response.header("x-oneapi-request-id");
  }

  private static Response with(Response response, Buffer body) {
    return response
        .newBuilder()
        .body(ResponseBody.create(body, response.body().contentType(), body.size()))
        .build();
  }

  private static long mostBytes(Request request) {
    CallTrace trace = CallTrace.of(request);
    return (trace == null ? AnswerForm.FOREIGN : trace.form).most;
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
  private static void readWhole(Request request, Response response, long most) throws IOException {
    ResponseBody body = response.body();
    try {
      if (body.contentLength() > most || body.source().request(most + 1)) {
        throw tooLarge(most);
      }
    } catch (Throwable t) {
      keep(CallTrace.of(request), body.source().getBuffer());
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
      // The status matters more than the rest of its explanation.
    }
    return head;
  }
}
