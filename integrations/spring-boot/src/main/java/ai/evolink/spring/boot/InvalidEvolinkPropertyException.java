package ai.evolink.spring.boot;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A property has a value that the client refuses. The message repeats no secret. */
final class InvalidEvolinkPropertyException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String property;
  private final String problem;

  InvalidEvolinkPropertyException(String property, String problem) {
    super("The property " + property + " " + problem);
    this.property = property;
    this.problem = problem;
  }

  String property() {
    return property;
  }

  String problem() {
    return problem;
  }

  /**
   * Passes {@code value} to {@code setter}, unless it is null, and names the property if it fails.
   */
  static <T> void set(String property, @Nullable T value, Consumer<? super T> setter) {
    if (value == null) {
      return;
    }
    try {
      setter.accept(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidEvolinkPropertyException(property, "is refused: " + e.getMessage());
    }
  }
}
