package ai.evolink;

import ai.evolink.model.GenerationRequest;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.Response;

/** Decides what went wrong with a call, and what it means for the caller's money. */
final class Failures {
  private final Hosts hosts;
  private final JsonAdapter<Object> json;

  Failures(Hosts hosts, JsonAdapter<Object> json) {
    this.hosts = hosts;
    this.json = json;
  }

  /** An answer outside 2xx. */
  EvolinkException refused(Response<?> response) {
    Request request = response.raw().request();
    int status = response.code();
    ErrorBody error = ErrorBody.parse(bytes(response.errorBody()), json);
    String requestId = requestId(response.raw(), error);
    boolean submit = SubmitTrace.of(request) != null;
    if (submit && status >= 500 && !error.envelope) {
      return uncertain(
          request,
          "the answer was HTTP " + status + " without a word from the service itself",
          requestId,
          null);
    }
    Duration retryAfter = RetryAfter.parse(response.headers().get("Retry-After"), Instant.now());
    ApiException.Facts facts =
        new ApiException.Facts(
            submit ? Statuses.chargeOfSubmit(status) : Charge.NONE,
            Statuses.isRetryable(status),
            requestId,
            retryAfter,
            Statuses.nextStep(status, retryAfter));
    return new ApiException(describe(request), status, error, facts);
  }

  /** {@code success: false} inside a 200, as the files and the credits service may answer. */
  EvolinkException refusedInside200(String call, @Nullable Integer code, @Nullable String message) {
    ErrorBody error =
        ErrorBody.of(
            code == null ? null : code.toString(), message == null ? "no reason" : message);
    return new ApiException(
        call,
        200,
        error,
        new ApiException.Facts(
            Charge.NONE, false, null, null, "Nothing was charged; see the code."));
  }

  /** A 2xx whose body is not what it should be. */
  EvolinkException unreadable(
      Request request, okhttp3.Response response, @Nullable Throwable cause) {
    String what = "the answer (HTTP " + response.code() + ") was unreadable" + because(cause);
    String requestId = requestId(response, null);
    return SubmitTrace.of(request) != null
        ? uncertain(request, what, requestId, cause)
        : new TransportException("Sent " + describe(request) + ", but " + what + ".", cause);
  }

  /** No answer, or one that broke off or could not be read. */
  EvolinkException failed(Request request, Throwable failure) {
    boolean unreadable =
        failure instanceof JsonDataException || failure instanceof JsonEncodingException;
    SubmitTrace trace = SubmitTrace.of(request);
    if (trace != null && trace.startedAt() != null) {
      String what = unreadable ? "the answer was unreadable" : "no answer came back";
      return uncertain(request, what + because(failure), null, failure);
    }
    String verb = unreadable ? "Could not read the answer to " : "Could not complete ";
    return new TransportException(
        verb + call(request) + " at " + request.url().host() + ": " + reason(failure) + ".",
        failure);
  }

  private EvolinkException uncertain(
      Request request, String what, @Nullable String requestId, @Nullable Throwable cause) {
    SubmitTrace trace = SubmitTrace.of(request);
    Instant sentAt = trace == null ? null : trace.startedAt();
    return new SubmissionUncertainException(
        describe(request),
        model(request),
        sentAt == null ? Instant.now() : sentAt,
        what,
        requestId,
        cause);
  }

  private static @Nullable String model(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    if (invocation != null) {
      for (Object argument : invocation.arguments()) {
        if (argument instanceof GenerationRequest generation) {
          return generation.model().value();
        }
      }
    }
    return null;
  }

  private static String because(@Nullable Throwable cause) {
    return cause == null ? "" : " (" + reason(cause) + ")";
  }

  /** A cause in a few words; the class name alone where the message says nothing. */
  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? "" : OneLine.cut(OneLine.of(message), 200);
    if (cause instanceof UnknownHostException) {
      return "the host name cannot be resolved" + (text.isEmpty() ? "" : " (" + text + ")");
    }
    if (cause instanceof ConnectException) {
      return "the connection was refused" + (text.isEmpty() ? "" : " (" + text + ")");
    }
    if (cause instanceof SSLException) {
      return "the TLS connection failed" + (text.isEmpty() ? "" : " (" + text + ")");
    }
    if (cause instanceof InterruptedIOException) {
      return text.isEmpty() ? "it took too long" : "it took too long (" + text + ")";
    }
    return text.isEmpty()
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + text;
  }

  private static String call(Request request) {
    return request.method() + " " + request.url().encodedPath();
  }

  private String describe(Request request) {
    return call(request) + (hosts.mayHaveKey(request.url()) ? "" : " at " + request.url().host());
  }

  private static @Nullable String requestId(okhttp3.Response response, @Nullable ErrorBody error) {
    String id = response.header("x-request-id");
    if (id == null) {
      id = response.header("x-oneapi-request-id");
    }
    return id != null ? id : error == null ? null : error.requestId;
  }

  private static ByteString bytes(@Nullable ResponseBody body) {
    if (body == null) {
      return ByteString.EMPTY;
    }
    try (body) {
      return body.byteString();
    } catch (IOException e) {
      return ByteString.EMPTY;
    }
  }
}
