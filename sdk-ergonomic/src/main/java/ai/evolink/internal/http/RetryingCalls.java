package ai.evolink.internal.http;

import ai.evolink.EvolinkException;
import ai.evolink.internal.Access;
import ai.evolink.internal.text.Durations;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Timers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/** Makes the calls of one client. Each may take several attempts, by rules that all calls share. */
public final class RetryingCalls implements Call.Factory, AutoCloseable {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpRuntime runtime;
  private final Hosts hosts;
  private final RetryRules rules;
  private final SpendMeter meter;
  private final HttpSettings settings;

  /**
   * The pauses between attempts, in the order in which they began, so that closing ends them in
   * that order.
   */
  private final Set<CompletableFuture<?>> resting = new LinkedHashSet<>();

  private volatile boolean closed;

  RetryingCalls(HttpRuntime runtime, RetryRules rules, SpendMeter meter, HttpSettings settings) {
    this.runtime = runtime;
    this.hosts = settings.hosts();
    this.rules = rules;
    this.meter = meter;
    this.settings = settings;
  }

  @Override
  public Call newCall(Request made) {
    Request request = hosts.routed(made);
    AnswerForm form = AnswerForm.of(request.tag(Invocation.class));
    CallTrace trace =
        new CallTrace(CallKind.of(request, hosts), CallThreads.Lane.CALL, form, runtime.timers());
    Request.Builder copy = request.newBuilder();
    if (trace.kind == CallKind.SUBMIT) {
      identify(copy, trace, request.header(IDEMPOTENCY_KEY));
    }
    RequestBody body = request.body();
    if (body != null && trace.kind != CallKind.READ) {
      copy.method(request.method(), new OneShotBody(body, trace));
    }
    return new RetryingCall(this, request, traced(copy, trace), trace, true);
  }

  /**
   * {@return a query of the SDK's own}
   *
   * @param repeats whether there may be more than one attempt
   */
  RetryingCall query(Request.Builder request, CallThreads.Lane lane, boolean repeats) {
    CallTrace trace = new CallTrace(CallKind.READ, lane, AnswerForm.GENERATED, runtime.timers());
    return new RetryingCall(this, null, traced(request, trace), trace, repeats);
  }

  /** {@return a submit of the SDK's own} */
  RetryingCall submit(Request.Builder request, RequestBody body, SubmitTerms terms) {
    CallTrace trace =
        new CallTrace(
            CallKind.SUBMIT, CallThreads.Lane.CALL, AnswerForm.GENERATED, runtime.timers());
    identify(request, trace, null);
    trace.setTerms(terms);
    request.post(new OneShotBody(body, trace));
    return new RetryingCall(this, null, traced(request, trace), trace, true);
  }

  /** A submit has one key for all its attempts. */
  private void identify(Request.Builder request, CallTrace trace, @Nullable String given) {
    String key = given;
    if (key == null && settings.idempotencyKeys()) {
      key = runtime.random().uuid().toString();
      request.header(IDEMPOTENCY_KEY, key);
    }
    trace.setIdempotencyKey(key);
  }

  private static Request traced(Request.Builder request, CallTrace trace) {
    return request.tag(CallTrace.TAG, trace).build();
  }

  Network.Attempt attempt(Request request) {
    return runtime.network().prepare(request);
  }

  Timers timers() {
    return runtime.timers();
  }

  CallThreads threads() {
    return runtime.threads();
  }

  /** {@return the timeout of a call that sets none itself; zero for no limit} */
  Duration limitOf(Request request, CallTrace trace) {
    if (trace.form == AnswerForm.STREAM) {
      return Duration.ZERO; // the call lasts as long as its stream
    }
    return switch (trace.kind) {
      case READ -> settings.readLimit();
      case CHANGE -> request.body() == null ? settings.readLimit() : settings.uploadLimit();
      case SUBMIT -> settings.submitLimit();
    };
  }

  /** Checks whether the next attempt may be made. */
  void admit(CallTrace trace) throws Refused {
    if (closed) {
      throw new Refused(Access.get().closed());
    }
    if (trace.kind == CallKind.SUBMIT) {
      try {
        SubmitTerms terms = trace.terms();
        if (terms == null) {
          meter.admit(); // made past the nouns, which hold what a submit may cost
        } else if (trace.attempts() == 0) {
          terms.gate().open(trace.idempotencyKey());
        }
      } catch (EvolinkException e) {
        throw new Refused(e);
      }
    }
  }

  long afterAnswer(RetryingCall call, Response answer, long deadline) {
    SubmitTerms terms = call.trace().terms();
    if (terms != null && answer.code() == TOO_MANY_REQUESTS) {
      terms.gate().throttled();
    }
    return !call.mayRepeat() || closed
        ? RetryRules.NO
        : told(call, rules.afterAnswer(call.trace(), answer, deadline));
  }

  long afterFailure(RetryingCall call, IOException failure, long deadline) {
    return !call.mayRepeat() || closed
        ? RetryRules.NO
        : told(call, rules.afterFailure(call.trace(), failure, deadline));
  }

  private static long told(RetryingCall call, long delay) {
    if (delay != RetryRules.NO) {
      Log.LOGGER.log(
          Level.DEBUG,
          () ->
              call.request().method()
                  + " is sent again in "
                  + Durations.words(Duration.ofNanos(delay))
                  + ", attempt "
                  + (call.trace().attempts() + 1));
    }
    return delay;
  }

  /** {@return a future that completes after {@code nanos}, or fails when the client is closed} */
  @SuppressWarnings("CollectionUndefinedEquality") // futures are equal only to themselves
  CompletableFuture<@Nullable Void> rest(long nanos) {
    CompletableFuture<@Nullable Void> rest = new CompletableFuture<>();
    Runnable takeBack = timers().schedule(nanos, Runnable::run, () -> rest.complete(null));
    synchronized (resting) {
      resting.add(rest);
    }
    Unwrapping.whenDone(
        rest,
        (none, ended) -> {
          synchronized (resting) {
            resting.remove(rest);
          }
          if (ended != null) {
            takeBack.run();
          }
        });
    if (closed) {
      end(rest);
    }
    return rest;
  }

  private static void end(CompletableFuture<?> rest) {
    rest.completeExceptionally(new Refused(Access.get().closed()));
  }

  /** Lets attempts in flight finish without a retry, and ends all pauses between attempts. */
  @Override
  public void close() {
    closed = true;
    List<CompletableFuture<?>> ending;
    synchronized (resting) {
      ending = List.copyOf(resting);
    }
    ending.forEach(RetryingCalls::end);
  }

  /** Carries an exception of the SDK through code that can only throw {@link IOException}. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final EvolinkException why;

    Refused(EvolinkException why) {
      super(why.getMessage(), why);
      this.why = why;
    }

    EvolinkException why() {
      return why;
    }
  }
}
