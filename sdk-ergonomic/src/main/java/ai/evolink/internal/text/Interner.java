package ai.evolink.internal.text;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps equal values once, however many refer to them. Of more than 64 different values, it knows
 * those that came last. Not thread-safe.
 */
public final class Interner<T> {
  private static final int CAPACITY = 64;

  private final Map<T, T> known =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<T, T> eldest) {
          return size() > CAPACITY;
        }
      };

  /** {@return the first value that equals this one, if it is still known; else this one} */
  public T intern(T value) {
    T first = known.putIfAbsent(value, value);
    return first == null ? value : first;
  }
}
