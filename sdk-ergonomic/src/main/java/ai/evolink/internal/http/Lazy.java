package ai.evolink.internal.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made on first use. Thread-safe. */
public final class Lazy<T> {
  private final Supplier<T> maker;
  private volatile @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  /** {@return the value} It may be made twice if two threads call this first at the same time. */
  public T get() {
    T value = made;
    if (value == null) {
      value = maker.get();
      made = value;
    }
    return value;
  }
}
