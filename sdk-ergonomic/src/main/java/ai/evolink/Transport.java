package ai.evolink;

import ai.evolink.api.FilesApi;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.SubmissionUsage;
import ai.evolink.model.TaskSubmission;
import com.squareup.moshi.Moshi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
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
final class Transport implements AutoCloseable {
  final Hosts hosts;
  final HttpStack http;
  final Moshi moshi;
  private final Failures failures;
  private final RetryingCalls calls;
  private final SpendMeter meter;
  private final Retrofit api;
  private final Retrofit files;
  private final Retrofit once;
  private volatile boolean closed;

  Transport(Hosts hosts, HttpStack http, EvolinkClient.Builder settings, Completions completions) {
    this.hosts = hosts;
    this.http = http;
    this.moshi = EvolinkJson.moshi().newBuilder().add(OpenRequestAdapter.FACTORY).build();
    ErrorBodies errors = new ErrorBodies(moshi.adapter(Object.class), settings.apiKey);
    Timers timers = completions.callbacks().timers();
    this.failures = new Failures(hosts, errors, timers);
    this.meter = new SpendMeter(settings.spendLimit);
    this.calls =
        new RetryingCalls(
            http,
            hosts,
            timers,
            new RetryRules(
                settings.maxRetries,
                timers,
                errors,
                () -> ThreadLocalRandom.current().nextDouble()),
            meter,
            new RetryingCalls.Settings(
                settings.requestTimeout,
                settings.submitTimeout,
                settings.uploadTimeout,
                settings.idempotencyKeys));
    Retrofit.Builder builder =
        new Retrofit.Builder()
            .callFactory(calls)
            .addConverterFactory(new AnswerConverterFactory(MoshiConverterFactory.create(moshi)))
            .addCallAdapterFactory(new FutureCallAdapterFactory(this, completions));
    this.api = builder.baseUrl(hosts.api).build();
    this.files = builder.baseUrl(hosts.files).build();
    this.once = builder.baseUrl(hosts.api).callFactory(calls.once()).build();
  }

  <S> S create(Class<S> type) {
    return service(type).get();
  }

  <S> Service<S> service(Class<S> type) {
    return new Service<>(type, type == FilesApi.class ? files : api);
  }

  /** {@return a service with calls of one attempt each, for who repeats them by a plan} */
  <S> Service<S> serviceOfSingleAttempts(Class<S> type) {
    return new Service<>(type, once);
  }

  /**
   * Starts {@code call}, with the time limit of its kind. The future completes on an I/O thread,
   * and fails with an {@link EvolinkException} only; cancelling it aborts the call, unless that is
   * a submit on its way.
   */
  <T, R> CompletableFuture<R> send(Call<T> call, Function<? super T, ? extends R> reader) {
    return send(call, null, reader);
  }

  /** Starts {@code call}, which may take {@code limit} with all its attempts. */
  <T, R> CompletableFuture<R> send(
      Call<T> call, @Nullable Duration limit, Function<? super T, ? extends R> reader) {
    CallFuture<T, R> future = new CallFuture<>(call, reader);
    if (closed) {
      future.completeExceptionally(ClientClosedException.beforeSending());
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

  HttpUrl resolve(String path) {
    HttpUrl url = hosts.api.resolve(path);
    if (url == null) {
      throw new IllegalArgumentException("Not a path: " + path);
    }
    return url;
  }

  SpendMeter meter() {
    return meter;
  }

  int callsInFlight() {
    return http.callsInFlight();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    calls.close();
    http.close();
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
      } catch (EvolinkException e) { // the reader found a refusal inside a 200
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

  /** {@return the exception for {@code success: false} inside a 200} */
  EvolinkException refusedInside200(String call, @Nullable Integer code, @Nullable String message) {
    return failures.refusedInside200(call, code, message);
  }
}
