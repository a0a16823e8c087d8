package ai.evolink.internal.http;

import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * A Retrofit interface that is implemented when it is first called: each costs a generated class,
 * and most programs use one or two. Thread-safe.
 */
public final class LazyApi<S> {
  private final Class<S> type;
  private final Retrofit retrofit;
  private volatile @Nullable S made;

  LazyApi(Class<S> type, Retrofit retrofit) {
    this.type = type;
    this.retrofit = retrofit;
  }

  /** {@return the implementation} Made twice, at worst, if two threads are the first. */
  public S get() {
    S api = made;
    if (api == null) {
      api = retrofit.create(type);
      made = api;
    }
    return api;
  }
}
