package ai.evolink;

import ai.evolink.api.FilesApi;
import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final Retrofit api;
  private final Retrofit files;
  private final Duration requestTimeout;
  private volatile boolean closed;

  Transport(Hosts hosts, HttpStack http, Duration requestTimeout, Completions completions) {
    this.hosts = hosts;
    this.http = http;
    this.requestTimeout = requestTimeout;
    this.moshi = EvolinkJson.moshi().newBuilder().add(OpenRequestAdapter.FACTORY).build();
    JsonAdapter<Object> json = moshi.adapter(Object.class);
    this.failures = new Failures(hosts, json);
    Retrofit.Builder builder =
        new Retrofit.Builder()
            .callFactory(SubmitTrace.factory(http.signed, hosts))
            .addConverterFactory(MoshiConverterFactory.create(moshi))
            .addCallAdapterFactory(new FutureCallAdapterFactory(this, completions, requestTimeout));
    this.api = builder.baseUrl(hosts.api).build();
    this.files = builder.baseUrl(hosts.files).build();
  }

  <S> S create(Class<S> service) {
    return (service == FilesApi.class ? files : api).create(service);
  }

  /** Sends a call that costs nothing, with the ordinary timeout. */
  <T, R> CompletableFuture<R> read(
      Supplier<Call<T>> call, Function<? super T, ? extends R> reader) {
    return send(call.get(), requestTimeout, reader);
  }

  /**
   * Starts {@code call}. The future completes on an I/O thread, and fails with an {@link
   * EvolinkException} only; cancelling it aborts the call.
   */
  <T, R> CompletableFuture<R> send(
      Call<T> call, Duration timeout, Function<? super T, ? extends R> reader) {
    CallFuture<T, R> future = new CallFuture<>(call, reader);
    if (closed) {
      future.completeExceptionally(ClientClosedException.beforeSending());
      return future;
    }
    call.timeout().timeout(timeout.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
    try {
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

  int callsInFlight() {
    return http.callsInFlight();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
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
          completeExceptionally(failures.refused(response));
        } else if (body == null) {
          completeExceptionally(failures.unreadable(call.request(), response.raw(), null));
        } else {
          complete(reader.apply(body));
        }
      } catch (EvolinkException e) { // the reader found a refusal inside a 200
        completeExceptionally(e);
      } catch (Throwable t) {
        completeExceptionally(failures.unreadable(call.request(), response.raw(), t));
      }
    }

    @Override
    public void onFailure(Call<T> call, Throwable failure) {
      try {
        completeExceptionally(failures.failed(call.request(), failure));
      } catch (Throwable t) {
        completeExceptionally(t);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      // A submit is left to end: what it buys is bought, and aborting it would only hide that.
      if (cancelled && SubmitTrace.of(call.request()) == null) {
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
