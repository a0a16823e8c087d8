package ai.evolink.internal.http;

import ai.evolink.EvolinkException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.internal.Access;
import ai.evolink.internal.time.Timers;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.SubmissionUsage;
import ai.evolink.model.TaskSubmission;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Sends Retrofit calls and turns whatever comes of them into a value or an exception of ours. */
public final class Transport implements AutoCloseable {
  private final Hosts hosts;
  private final Moshi moshi;
  private final ErrorBodies errors;
  private final Failures failures;
  private final RetryingCalls calls;
  private final SpendMeter meter;
  private final Retrofit retrofit;
  private final Retrofit once;
  private volatile boolean closed;

  /**
   * @param json writes and reads what the generated adapters do not know
   * @param futures lets methods of Retrofit interfaces return futures of the caller's kind
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
    Retrofit.Builder builder =
        new Retrofit.Builder()
            .baseUrl(hosts.api)
            .callFactory(calls)
            .addConverterFactory(new AnswerConverterFactory(MoshiConverterFactory.create(moshi)))
            .addCallAdapterFactory(new FutureCallAdapterFactory(this, futures));
    this.retrofit = builder.build();
    this.once = builder.callFactory(calls.once()).build();
  }

  public <S> S create(Class<S> type) {
    return retrofit.create(type);
  }

  public <S> LazyApi<S> api(Class<S> type) {
    return new LazyApi<>(type, retrofit);
  }

  /** {@return an interface with calls of one attempt each, for who repeats them by a plan} */
  <S> LazyApi<S> apiOfSingleAttempts(Class<S> type) {
    return new LazyApi<>(type, once);
  }

  public <T> JsonAdapter<T> json(Class<T> type) {
    return moshi.adapter(type);
  }

  /**
   * Starts {@code call}, with the time limit of its kind. The future completes on an I/O thread,
   * and fails with an {@link EvolinkException} only; cancelling it aborts the call, unless that is
   * a submit on its way.
   */
  public <T, R> CompletableFuture<R> send(Call<T> call, Function<? super T, ? extends R> reader) {
    return send(call, null, reader);
  }

  /** Starts {@code call}, which may take {@code limit} with all its attempts. */
  public <T, R> CompletableFuture<R> send(
      Call<T> call, @Nullable Duration limit, Function<? super T, ? extends R> reader) {
    CallFuture<T, R> future = new CallFuture<>(call, reader);
    if (closed) {
      future.completeExceptionally(Access.get().closed());
      return future;
    }
    try {
      if (limit != null) {
        call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
      call.enqueue(future);
    } catch (RuntimeException e) { // the request could not even be made
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

    CallFuture(Call<T> call, Function<? super T, ? extends R> reader) {
      this.call = call;
      this.reader = reader;
    }

    @Override
    public void onResponse(Call<T> call, Response<T> response) {
      try {
        T body = response.body();
        if (!response.isSuccessful()) {
          fail(failures.refused(response));
        } else if (body == null) {
          fail(failures.unreadable(call.request(), response.raw(), null));
        } else {
          R value = reader.apply(body);
          if (body instanceof TaskSubmission accepted) {
            SubmissionUsage usage = accepted.usage();
            meter.accepted(usage == null ? null : usage.creditsReserved());
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

    private void fail(EvolinkException failure) {
      if (failure instanceof SubmissionUncertainException) {
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
        return false; // what it buys is bought: aborting it would only hide that
      }
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        call.cancel();
      }
      return cancelled;
    }
  }
}
