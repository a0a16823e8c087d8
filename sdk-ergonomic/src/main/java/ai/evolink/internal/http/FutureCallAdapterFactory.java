package ai.evolink.internal.http;

import ai.evolink.EvolinkFuture;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;

/**
 * Lets methods of Retrofit interfaces return futures of this SDK, which fail with its exceptions.
 */
public final class FutureCallAdapterFactory extends CallAdapter.Factory {
  private final Transport transport;
  private final Publisher publisher;

  /** Makes the futures that callers get. */
  public interface Publisher {
    /** {@return a future that ends as {@code source} does; cancelling it cancels {@code source}} */
    <T> EvolinkFuture<T> publish(CompletableFuture<T> source);
  }

  FutureCallAdapterFactory(Transport transport, Publisher publisher) {
    this.transport = transport;
    this.publisher = publisher;
  }

  @Override
  public @Nullable CallAdapter<?, ?> get(
      Type returnType, Annotation[] annotations, Retrofit retrofit) {
    Class<?> raw = getRawType(returnType);
    if (raw != EvolinkFuture.class && raw != CompletableFuture.class) {
      return null;
    }
    if (!(returnType instanceof ParameterizedType parameterized)) {
      throw new IllegalArgumentException(
          raw.getSimpleName() + " must name what it holds, " + raw.getSimpleName() + "<Foo> say");
    }
    return new Adapter<>(getParameterUpperBound(0, parameterized));
  }

  private final class Adapter<T> implements CallAdapter<T, EvolinkFuture<T>> {
    private final Type responseType;

    Adapter(Type responseType) {
      this.responseType = responseType;
    }

    @Override
    public Type responseType() {
      return responseType;
    }

    @Override
    public EvolinkFuture<T> adapt(Call<T> call) {
      return publisher.publish(transport.sendDeclared(call, responseType));
    }
  }
}
