package ai.evolink.internal.http;

import ai.evolink.EvolinkException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.internal.Access;
import ai.evolink.internal.thread.CallThreads;
import ai.evolink.internal.time.Nanos;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.SubmissionUsage;
import ai.evolink.model.Task;
import ai.evolink.model.TaskSubmission;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.lang.reflect.Type;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Sends calls and converts their outcome into a value or an exception of the SDK. */
public final class Transport implements AutoCloseable {
  private final Hosts hosts;
  private final Moshi moshi;
  private final ErrorBodies errors;
  private final Failures failures;
  private final RetryingCalls calls;
  private final SpendMeter meter;
  private final OwnCalls own;
  private final Lazy<Retrofit> retrofit;
  private volatile boolean closed;

  /**
   * @param json makes adapters for types that the generated adapters do not cover
   * @param futures makes the futures that methods of Retrofit interfaces return
   */
  public Transport(
      HttpSettings settings,
      HttpRuntime runtime,
      JsonAdapter.Factory json,
      FutureCallAdapterFactory.Publisher futures) {
    this.hosts = settings.hosts();
    this.moshi = EvolinkJson.moshi().newBuilder().add(json).build();
    this.errors = new ErrorBodies(moshi.adapter(Object.class), settings.apiKey());
    Timers timers = runtime.timers();
    this.failures = new Failures(hosts, errors, timers);
    this.meter = new SpendMeter(settings.spendLimit());
    RetryRules rules =
        new RetryRules(settings.maxRetries(), timers, errors, runtime.random().jitter());
    this.calls = new RetryingCalls(runtime, rules, meter, settings);
    this.own = new OwnCalls(calls, hosts.api, moshi);
    this.retrofit =
        new Lazy<>(
            () ->
                new Retrofit.Builder()
                    .baseUrl(hosts.api)
                    .callFactory(calls)
                    .addConverterFactory(
                        new AnswerConverterFactory(MoshiConverterFactory.create(moshi)))
                    .addCallAdapterFactory(new FutureCallAdapterFactory(this, futures))
                    .build());
  }

  public <S> S create(Class<S> type) {
    return retrofit.get().create(type);
  }

  /** {@return a call whose answer is left as it is, with the attempts and time limit of a read} */
  public okhttp3.Call newCall(Request request) {
    return calls.newCall(request);
  }

  /**
   * {@return a Retrofit interface that is implemented on first use} Each implementation costs a
   * generated class, and many programs need none.
   */
  public <S> Lazy<S> api(Class<S> type) {
    return new Lazy<>(() -> create(type));
  }

  public <T> JsonAdapter<T> json(Class<T> type) {
    return moshi.adapter(type);
  }

  /**
   * Starts {@code call} with the timeout of its kind. The future completes on an I/O thread. It
   * fails with an {@link EvolinkException}, or with another exception if the request could not even
   * be made. Cancelling it aborts the call, except a submit in flight.
   */
  public <T, R> CompletableFuture<R> send(Call<T> call, Function<? super T, ? extends R> reader) {
    return send(call, null, reader);
  }

  /**
   * Starts {@code call} with the timeout {@code limit}, all attempts included; null for that of its
   * kind.
   */
  public <T, R> CompletableFuture<R> send(
      Call<T> call, @Nullable Duration limit, Function<? super T, ? extends R> reader) {
    return send(call, limit, new CallFuture<>(call, reader, null));
  }

  /**
   * Reads a task.
   *
   * @param limit of the call, all attempts included; null for that of a read
   * @param repeats whether there may be more than one attempt
   */
  <R> CompletableFuture<R> task(
      String id,
      CallThreads.Lane lane,
      boolean repeats,
      @Nullable Duration limit,
      Function<? super Task, ? extends R> reader) {
    return send(own.task(id, lane, repeats), limit, reader);
  }

  /**
   * Submits what {@code terms} say.
   *
   * @param path relative to the base URL
   * @param type of {@code request}, as it is written
   */
  public <Q extends GenerationRequest, R> CompletableFuture<R> submit(
      String path,
      Class<Q> type,
      Q request,
      SubmitTerms terms,
      Function<? super TaskSubmission, ? extends R> reader) {
    Call<TaskSubmission> call;
    try {
      call = own.submit(path, type, request, terms);
    } catch (Throwable e) { // the request could not even be made
      return CompletableFuture.failedFuture(e);
    }
    return send(call, terms.limit(), reader);
  }

  /**
   * Starts {@code call} of a method that declares {@code type}. Where that is {@link Void}, and
   * where the service says that it has no content, the future completes with null.
   */
  <T> CompletableFuture<T> sendDeclared(Call<T> call, Type type) {
    return send(call, null, new CallFuture<>(call, Function.identity(), type));
  }

  private <T, R> CompletableFuture<R> send(
      Call<T> call, @Nullable Duration limit, CallFuture<T, R> future) {
    if (closed) {
      future.completeExceptionally(Access.get().closed());
      return future;
    }
    try {
      if (limit != null) {
        call.timeout().timeout(Nanos.of(limit), TimeUnit.NANOSECONDS);
      }
      call.enqueue(future);
    } catch (Throwable e) { // the request could not even be made
      future.completeExceptionally(e);
    }
    return future;
  }

  public HttpUrl resolve(String path) {
    HttpUrl url = hosts.api.resolve(path);
    if (url == null) {
      throw new IllegalArgumentException("Not a path: " + path);
    }
    return url;
  }

  /**
   * {@return the link to a stored file; one that is relative is resolved against the files service,
   * and null stands for one that cannot be used}
   */
  public @Nullable URI resolveFile(URI link) {
    String text = link.toString();
    HttpUrl url = text.isBlank() ? null : hosts.files.resolve(text);
    if (url == null) {
      return null;
    }
    return link.isAbsolute() ? link : url.uri();
  }

  /**
   * {@return what to throw for an answer with status 200 that refuses} By a reader of answers, see
   * {@link #send(Call, Function)}: the future then fails with what the service says.
   *
   * @param call what was asked, for the message
   */
  public RuntimeException refusedInside200(String call, Object answer) {
    return new RefusedInside200(call, answer);
  }

  /** Whether {@code answer}, which came with status 200, is the word of somebody who refuses. */
  public boolean isRefusal(Object answer) {
    return errors.of(answer).isRefusal();
  }

  public SpendMeter meter() {
    return meter;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    calls.close();
  }

  private final class CallFuture<T, R> extends CompletableFuture<R> implements Callback<T> {
    private final Call<T> call;
    private final Function<? super T, ? extends R> reader;
    private final @Nullable Type declared;

    /**
     * @param declared what a method of the caller's says that it returns; null if it is none
     */
    CallFuture(Call<T> call, Function<? super T, ? extends R> reader, @Nullable Type declared) {
      this.call = call;
      this.reader = reader;
      this.declared = declared;
    }

    @Override
    public void onResponse(Call<T> call, Response<T> response) {
      try {
        T body = response.body();
        if (!response.isSuccessful()) {
          fail(failures.refused(response));
        } else if (body == null && mayBeEmpty(response.code())) {
          completeWithNothing();
        } else if (body == null) {
          fail(failures.unreadable(call.request(), response.raw(), null));
        } else {
          R value = reader.apply(body);
          if (body instanceof TaskSubmission accepted && isPastTheNouns()) {
            SubmissionUsage usage = accepted.usage();
            meter.accepted(
                String.valueOf(accepted.id()),
                String.valueOf(accepted.model()),
                usage == null ? null : usage.creditsReserved());
          }
          complete(value);
        }
      } catch (RefusedInside200 e) {
        fail(failures.refusedInside200(response, e.call(), errors.of(e.answer())));
      } catch (EvolinkException e) {
        fail(e);
      } catch (Throwable t) {
        fail(failures.unreadable(call.request(), response.raw(), t));
      }
    }

    /** Whether nobody else tells the meter what became of the submit. */
    private boolean isPastTheNouns() {
      CallTrace trace = CallTrace.of(call.request());
      return trace == null || trace.terms() == null;
    }

    private boolean mayBeEmpty(int status) {
      return declared != null
          && (declared == Void.class
              || status == HttpURLConnection.HTTP_NO_CONTENT
              || status == HttpURLConnection.HTTP_RESET);
    }

    @SuppressWarnings("NullAway") // the caller's own type says so, or there is nothing else to say
    private void completeWithNothing() {
      complete(null);
    }

    private void fail(EvolinkException failure) {
      if (failure instanceof SubmissionUncertainException && isPastTheNouns()) {
        meter.inDoubt();
      }
      completeExceptionally(failure);
    }

    @Override
    public void onFailure(Call<T> call, Throwable failure) {
      try {
        fail(failures.failed(call.request(), failure));
      } catch (Throwable t) {
        completeExceptionally(t);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      CallTrace trace = CallTrace.of(call.request());
      if (trace != null && trace.kind == CallKind.SUBMIT && !trace.abandon()) {
        return false; // it may be accepted: aborting it would only lose the answer
      }
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        call.cancel();
      }
      return cancelled;
    }
  }
}
