package ai.evolink.internal.http;

import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.OneLine;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.GenerationRequest;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.Response;

/**
 * Translates the failure of a call into an exception, including whether the call may have been
 * charged.
 */
public final class Failures {
  private final Hosts hosts;
  private final ErrorBodies errors;
  private final Timers timers;

  Failures(Hosts hosts, ErrorBodies errors, Timers timers) {
    this.hosts = hosts;
    this.errors = errors;
    this.timers = timers;
  }

  /** An answer outside 2xx. */
  EvolinkException refused(Response<?> response) {
    Request request = response.raw().request();
    int status = response.code();
    if (status == ProxyRefusal.STATUS) {
      return refusedByProxy(request, null);
    }
    ErrorBody error = errors.read(response.errorBody());
    String requestId = requestId(response.raw(), error);
    boolean submit = CallTrace.isSubmit(request);
    if (submit && status >= 500 && !error.envelope) {
      return uncertain(
          request,
          "the answer was HTTP " + status + " without a word from the service itself",
          requestId,
          null);
    }
    Duration retryAfter = RetryAfter.of(response.headers(), timers.instant());
    Charge charge = submit ? ApiStatuses.chargeOfSubmit(status, error.code) : Charge.NONE;
    Access.Verdict verdict =
        new Access.Verdict(
            charge,
            ApiStatuses.isRetryable(status, error.code),
            requestId,
            retryAfter,
            ApiStatuses.nextStep(status, error, retryAfter, charge));
    return Access.get().refused(describe(request) + times(request), status, error.facts(), verdict);
  }

  /** A refusal inside a 200. */
  EvolinkException refusedInside200(Response<?> response, String call, ErrorBody error) {
    boolean submit = CallTrace.isSubmit(response.raw().request());
    int meant = ApiStatuses.meantBy(error.code, error.type);
    Charge charge =
        !submit
            ? Charge.NONE
            : meant == 0 ? Charge.UNKNOWN : ApiStatuses.chargeOfSubmit(meant, error.code);
    Duration retryAfter = RetryAfter.of(response.headers(), timers.instant());
    String nextStep =
        meant == 0 && charge == Charge.NONE
            ? "Nothing was charged; see the code."
            : ApiStatuses.nextStep(meant, error, retryAfter, charge);
    Access.Verdict verdict =
        new Access.Verdict(
            charge,
            ApiStatuses.isRetryable(meant, error.code),
            requestId(response.raw(), error),
            retryAfter,
            nextStep);
    return Access.get().refused(call, 200, error.facts(), verdict);
  }

  /** A 2xx whose body is missing or cannot be read. */
  EvolinkException unreadable(
      Request request, okhttp3.Response response, @Nullable Throwable cause) {
    String what = "the answer (HTTP " + response.code() + ") was unreadable" + because(cause);
    Throwable clean = cause == null ? null : errors.withoutKey(cause);
    return CallTrace.isSubmit(request)
        ? uncertain(request, what, requestId(response, null), clean)
        : Access.get().transport("Sent " + describe(request) + ", but " + what + ".", clean);
  }

  /** No answer, or one that broke off or could not be read. */
  EvolinkException failed(Request request, Throwable thrown) {
    if (thrown instanceof RetryingCalls.Refused refused) {
      return refused.why();
    }
    Throwable failure = errors.withoutKey(thrown);
    CallTrace trace = CallTrace.of(request);
    if (trace != null && ProxyRefusal.is(trace, failure)) {
      return refusedByProxy(request, failure);
    }
    boolean unreadable =
        thrown instanceof JsonDataException
            || thrown instanceof JsonEncodingException
            || (trace != null && trace.isAnswerComplete());
    if (trace != null && trace.kind == CallKind.SUBMIT && mayHaveArrived(trace, thrown)) {
      String what =
          unreadable
              ? "the answer (HTTP " + trace.status() + ") was unreadable"
              : trace.status() != 0
                  ? "the answer (HTTP " + trace.status() + ") broke off"
                  : "no answer came back";
      return uncertain(request, what + because(thrown), trace.requestId(), failure);
    }
    LinkageError clash = clashIn(failure);
    if (clash != null) {
      return Access.get()
          .transport(
              "Could not complete "
                  + call(request)
                  + ": a library is not of the version that it should be ("
                  + OneLine.of(clash.toString())
                  + ").",
              failure,
              false,
              "Nothing was charged, and another try ends the same way; OkHttp is "
                  + OkHttpVersion.where(OkHttpClient.class)
                  + "; "
                  + OkHttpVersion.HELP
                  + ".");
    }
    String verb = unreadable ? "Could not read the answer to " : "Could not complete ";
    return Access.get()
        .transport(
            verb
                + call(request)
                + " at "
                + request.url().host()
                + times(request)
                + ": "
                + Reasons.of(thrown, errors::text)
                + ".",
            failure);
  }

  private EvolinkException refusedByProxy(Request request, @Nullable Throwable cause) {
    return Access.get()
        .transport(
            "Could not send "
                + call(request)
                + " to "
                + request.url().host()
                + ": a proxy on the way wants credentials (HTTP 407).",
            cause,
            false,
            ProxyRefusal.NEXT_STEP);
  }

  private static @Nullable LinkageError clashIn(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof LinkageError clash) {
        return clash;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static boolean mayHaveArrived(CallTrace trace, Throwable failure) {
    return trace.hasLeft() && !RetryRules.isHttp2Refusal(trace, failure);
  }

  private EvolinkException uncertain(
      Request request, String what, @Nullable String requestId, @Nullable Throwable cause) {
    CallTrace trace = CallTrace.of(request);
    Instant sentAt = trace == null ? null : trace.sentAt();
    return Access.get()
        .uncertain(
            describe(request),
            new Access.Doubt(
                model(request),
                sentAt == null ? timers.instant() : sentAt,
                requestId,
                trace == null ? null : trace.idempotencyKey(),
                trace == null ? null : errors.text(trace.answer())),
            what,
            cause);
  }

  private static @Nullable String model(Request request) {
    CallTrace trace = CallTrace.of(request);
    SubmitTerms terms = trace == null ? null : trace.terms();
    if (terms != null) {
      return terms.request().model().value();
    }
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

  private String because(@Nullable Throwable cause) {
    return cause == null ? "" : " (" + Reasons.of(cause, errors::text) + ")";
  }

  private static String times(Request request) {
    CallTrace trace = CallTrace.of(request);
    return trace == null || trace.attempts() < 2 ? "" : " " + trace.attempts() + " times";
  }

  private static String call(Request request) {
    return request.method() + " " + request.url().encodedPath();
  }

  private String describe(Request request) {
    return call(request) + (hosts.mayHaveKey(request.url()) ? "" : " at " + request.url().host());
  }

  private static @Nullable String requestId(okhttp3.Response response, @Nullable ErrorBody error) {
    String id = AttemptRules.requestId(response);
    return id != null ? id : error == null ? null : error.requestId;
  }
}
