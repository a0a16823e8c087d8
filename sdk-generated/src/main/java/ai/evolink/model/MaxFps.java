package ai.evolink.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frames a second that a video shall have at most. An open vocabulary: another number is kept
 * as it is. Immutable; equal if the texts are.
 */
public final class MaxFps implements OpenValue {
  /** Those of the source. Text: {@code "source"}. */
  public static final MaxFps SOURCE = new MaxFps("source");

  /** Text: {@code "30"}. */
  public static final MaxFps FPS_30 = new MaxFps("30");

  /** Text: {@code "60"}. */
  public static final MaxFps FPS_60 = new MaxFps("60");

  /** Text: {@code "120"}. */
  public static final MaxFps FPS_120 = new MaxFps("120");

  static final Codec<MaxFps> CODEC = new NumberWordCodec<>(MaxFps::of);

  private final String value;

  private MaxFps(String value) {
    this.value = value;
  }

  /**
   * A number of frames.
   *
   * @param framesPerSecond one that the model takes
   * @return a limit
   */
  public static MaxFps of(int framesPerSecond) {
    return new MaxFps(Integer.toString(framesPerSecond));
  }

  /**
   * A limit as the service writes it.
   *
   * @param value any text
   * @return a limit
   */
  public static MaxFps of(String value) {
    return new MaxFps(Objects.requireNonNull(value, "value"));
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MaxFps that && value.equals(that.value);
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
