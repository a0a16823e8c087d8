package ai.evolink.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much each side of a video grows. An open vocabulary: another factor is kept as it is.
 * Immutable; equal if the texts are.
 */
public final class UpscaleFactor implements OpenValue {
  /** Keeps the size and only cleans the video. Text: {@code "1"}. */
  public static final UpscaleFactor X1 = new UpscaleFactor("1");

  /** Text: {@code "2"}. */
  public static final UpscaleFactor X2 = new UpscaleFactor("2");

  /** Text: {@code "4"}. */
  public static final UpscaleFactor X4 = new UpscaleFactor("4");

  static final Codec<UpscaleFactor> CODEC = new NumberWordCodec<>(UpscaleFactor::of);

  private final String value;

  private UpscaleFactor(String value) {
    this.value = value;
  }

  /**
   * A factor.
   *
   * @param factor one that the model takes
   * @return a factor
   */
  public static UpscaleFactor of(int factor) {
    return new UpscaleFactor(Integer.toString(factor));
  }

  /**
   * A factor as the service writes it.
   *
   * @param value any text
   * @return a factor
   */
  public static UpscaleFactor of(String value) {
    return new UpscaleFactor(Objects.requireNonNull(value, "value"));
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UpscaleFactor that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
