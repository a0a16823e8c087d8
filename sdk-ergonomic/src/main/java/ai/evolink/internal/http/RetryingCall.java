package ai.evolink.internal.http;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One call, made of as many attempts as {@link RetryRules} allows. Each attempt is an OkHttp call
 * of its own, which writes the body again; the timeout applies to all attempts together.
 *
 * <p>An asynchronous call holds no thread between its attempts: the client's timer starts the next
 * one.
 */
public final class RetryingCall implements Call {
  private static final long UNSET = -1;

  private final RetryingCalls calls;
  private final @Nullable Request original;
  private final Request request;
  private final CallTrace trace;
  private final boolean repeats;
  private final Timeout limit = new Timeout();
  private final AtomicBoolean executed = new AtomicBoolean();

  /** Null until there is one: calls of the SDK's own have none. */
  private volatile @Nullable List<EventListener> listeners;

  private volatile boolean cancelled;

  /** The attempt in flight, or the last one. */
  private volatile Network.@Nullable Attempt attempt;

  /** The pause between two attempts, or the last one. */
  private volatile @Nullable CompletableFuture<@Nullable Void> rest;

  /**
   * @param original the request for clones of this call; null if there are none
   * @param request the request to send
   * @param repeats whether there may be more than one attempt
   */
  RetryingCall(
      RetryingCalls calls,
      @Nullable Request original,
      Request request,
      CallTrace trace,
      boolean repeats) {
    this.calls = calls;
    this.repeats = repeats;
    this.original = original;
    this.request = request;
    this.trace = trace;
    limit.timeout(Nanos.of(calls.limitOf(request, trace)), TimeUnit.NANOSECONDS);
  }

  @Override
  public void enqueue(Callback callback) {
    begin();
    calls.threads().execute(new Attempts(callback));
  }

  /** The attempts of an asynchronous call, each begun on one of the {@link CallThreads}. */
  private final class Attempts implements CallThreads.Job, Network.Answer {
    private final Callback callback;
    private long deadline = UNSET;

    /** The thread that is beginning an attempt, as long as it is. */
    private @Nullable Thread beginning;

    /** Whether that attempt was over before its beginning was. */
    private boolean ended;

    Attempts(Callback callback) {
      this.callback = callback;
    }

    @Override
    public boolean run() {
      Network.Attempt next;
      try {
        if (deadline == UNSET) {
          deadline = deadline(); // what waits in line is not late
        }
        next = next(deadline);
      } catch (Throwable thrown) {
        end(thrown);
        return true;
      }
      ended = false;
      beginning = Thread.currentThread();
      try {
        next.begin(this);
        return ended;
      } finally {
        beginning = null;
      }
    }

    @Override
    public CallThreads.Lane lane() {
      return trace.lane;
    }

    @Override
    public void failed(Throwable thrown) {
      ends(() -> goOnAfter(thrown));
    }

    @Override
    public void answered(Response response) {
      ends(() -> goOnAfter(response));
    }

    /** The call has its place until the answer is processed, on whatever thread that comes. */
    private void ends(Runnable processing) {
      if (beginning == Thread.currentThread()) {
        ended = true;
        processing.run();
      } else {
        calls.threads().end(this, processing);
      }
    }

    private void goOnAfter(Throwable thrown) {
      try {
        long delay =
            thrown instanceof IOException failure
                ? calls.afterFailure(RetryingCall.this, failure, deadline)
                : RetryRules.NO;
        if (delay != RetryRules.NO) {
          resume(delay);
          return;
        }
      } catch (Throwable another) {
        if (another != thrown) {
          thrown.addSuppressed(another);
        }
      }
      end(thrown);
    }

    private void goOnAfter(Response response) {
      try {
        long delay = calls.afterAnswer(RetryingCall.this, response, deadline);
        if (delay != RetryRules.NO) {
          resume(delay);
          response.close();
          return;
        }
      } catch (Throwable thrown) { // the answer is worth more than another attempt
        Log.LOGGER.log(System.Logger.Level.WARNING, "A call is not made again.", thrown);
      }
      try {
        callback.onResponse(RetryingCall.this, response);
      } catch (IOException e) {
        Log.LOGGER.log(System.Logger.Level.DEBUG, "A callback of a call threw.", e);
      } catch (Throwable thrown) { // by what Retrofit passes on: it has told nobody then
        end(thrown);
      }
    }

    /** Where everything ends that is thrown on the way, whoever has thrown it. */
    private void end(Throwable thrown) {
      callback.onFailure(RetryingCall.this, asFailure(thrown));
    }

    /** Begins the next attempt after {@code delay}; nothing has begun if this throws. */
    private void resume(long delay) {
      Unwrapping.whenDone(
          rest(delay),
          (none, ended) -> {
            if (ended == null) {
              calls.threads().execute(this);
            } else {
              callback.onFailure(RetryingCall.this, asIo(ended));
            }
          });
    }

    @Override
    public void rejected(Throwable why) {
      IOException failure = new IOException("there is no thread for the call", why);
      try {
        calls.admit(trace);
      } catch (RetryingCalls.Refused refused) { // the client was closed
        failure = refused;
      }
      callback.onFailure(RetryingCall.this, failure);
    }
  }

  @Override
  public Response execute() throws IOException {
    begin();
    long deadline = deadline();
    while (true) {
      long delay;
      calls.threads().beginElsewhere();
      try {
        Network.Attempt next = next(deadline);
        try {
          Response response = next.execute();
          delay = calls.afterAnswer(this, response, deadline);
          if (delay == RetryRules.NO) {
            return response;
          }
          response.close();
        } catch (IOException failure) {
          delay = calls.afterFailure(this, failure, deadline);
          if (delay == RetryRules.NO) {
            throw failure;
          }
        }
      } finally {
        calls.threads().endElsewhere();
      }
      rest(rest(delay));
    }
  }

  private static void rest(CompletableFuture<@Nullable Void> rest) throws IOException {
    try {
      rest.get();
    } catch (InterruptedException e) {
      rest.cancel(false);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two attempts");
    } catch (ExecutionException | CancellationException e) {
      throw asIo(Unwrapping.plain(e));
    }
  }

  private void begin() {
    if (!executed.compareAndSet(false, true)) {
      throw new IllegalStateException("Already Executed");
    }
  }

  private long deadline() {
    long nanos = limit.timeoutNanos();
    return nanos == 0 ? Timers.NEVER : Timers.after(calls.timers().now(), nanos);
  }

  private Network.Attempt next(long deadline) throws IOException {
    calls.admit(trace);
    if (deadline != Timers.NEVER && deadline <= calls.timers().now()) {
      throw new InterruptedIOException("timeout"); // the permission to send took all the time
    }
    trace.begin();
    trace.setPatience(AttemptRules.patience(trace.kind, limit.timeoutNanos()));
    SubmitTerms terms = trace.terms();
    Network.Attempt next = calls.attempt(terms == null ? request : terms.applied(request));
    if (deadline != Timers.NEVER) {
      long left = Math.max(1, deadline - calls.timers().now());
      next.timeout().timeout(left, TimeUnit.NANOSECONDS);
    }
    List<EventListener> told = listeners;
    if (told != null) {
      told.forEach(next::listen);
    }
    attempt = next;
    if (cancelled) {
      next.cancel();
    }
    return next;
  }

  /** {@return a pause of {@code nanos} that fails if the call is cancelled or the client closed} */
  private CompletableFuture<@Nullable Void> rest(long nanos) {
    trace.notTaken();
    SubmitTerms terms = trace.terms();
    if (terms != null) {
      terms.gate().resting();
    }
    CompletableFuture<@Nullable Void> rest = calls.rest(nanos);
    this.rest = rest;
    if (cancelled) {
      rest.cancel(false);
    }
    return rest;
  }

  /** Continuations know no other kind of failure. */
  private static IOException asFailure(Throwable thrown) {
    return thrown instanceof IOException e
        ? e
        : new RetryRules.Lasting("what was called on the way threw " + thrown, thrown);
  }

  private static IOException asIo(Throwable ended) {
    return ended instanceof IOException e ? e : new IOException("Canceled");
  }

  /**
   * Ends this call at any point, even while a submit is in flight; see {@link CallTrace#abandon()}.
   */
  @Override
  public void cancel() {
    cancelled = true;
    Network.Attempt running = attempt;
    if (running != null) {
      running.cancel();
    }
    CompletableFuture<@Nullable Void> resting = rest;
    if (resting != null) {
      resting.cancel(false);
    }
  }

  CallTrace trace() {
    return trace;
  }

  boolean mayRepeat() {
    return repeats && !cancelled;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public boolean isExecuted() {
    return executed.get();
  }

  @Override
  public boolean isCanceled() {
    return cancelled;
  }

  /** {@return the timeout of all attempts together} */
  @Override
  public Timeout timeout() {
    return limit;
  }

  @Override
  public synchronized void addEventListener(EventListener listener) {
    List<EventListener> told = listeners;
    if (told == null) {
      told = new CopyOnWriteArrayList<>();
      listeners = told;
    }
    told.add(listener);
  }

  @Override
  public Call clone() {
    if (original == null) {
      throw new UnsupportedOperationException("a call of the SDK's own is made once");
    }
    return calls.newCall(original);
  }

  // Tags are those of the request. A computed tag is not stored, since each attempt is a call of
  // its own.

  @Override
  public <T> @Nullable T tag(KClass<T> type) {
    return request.tag(type);
  }

  @Override
  public <T> @Nullable T tag(Class<? extends T> type) {
    return request.tag(type);
  }

  @Override
  public <T> T tag(KClass<T> type, Function0<? extends T> otherwise) {
    T tag = request.tag(type);
    return tag != null ? tag : otherwise.invoke();
  }

  @Override
  public <T> T tag(Class<T> type, Function0<? extends T> otherwise) {
    T tag = request.tag(type);
    return tag != null ? tag : otherwise.invoke();
  }
}
