package ai.evolink.internal.http;

import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * A Retrofit interface that is implemented on first use: each implementation costs a generated
 * class, and most programs need only one or two. Thread-safe.
 */
public final class LazyApi<S> {
  private final Class<S> type;
  private final Retrofit retrofit;
  private volatile @Nullable S made;

  LazyApi(Class<S> type, Retrofit retrofit) {
    this.type = type;
    this.retrofit = retrofit;
  }

  /**
   * {@return the implementation} It may be made twice if two threads call this first at the same
   * time.
   */
  public S get() {
    S api = made;
    if (api == null) {
      api = retrofit.create(type);
      made = api;
    }
    return api;
  }
}
