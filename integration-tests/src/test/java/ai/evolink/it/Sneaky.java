package ai.evolink.it;

import java.util.List;
import java.util.function.Supplier;

/** Throws what no signature admits, as Kotlin code may. */
final class Sneaky {
  private Sneaky() {}

  /** {@return makers of one of each kind of throwable} */
  static List<Supplier<Throwable>> kinds() {
    return List.of(
        () -> new Exception("a checked one"),
        () -> new IllegalStateException("an unchecked one"),
        () -> new NoSuchMethodError("an error"));
  }

  static RuntimeException raise(Throwable thrown) {
    return Sneaky.<RuntimeException>as(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E as(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
