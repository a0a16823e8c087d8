package ai.evolink.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The size of a picture, for models that take a ratio as well as exact pixels.
 *
 * <p>Which ratios and pixels a model takes is told by its request. Immutable; equal if the texts
 * are.
 */
public final class ImageSize implements OpenValue {
  /** The service chooses. Text: {@code "auto"}. */
  public static final ImageSize AUTO = new ImageSize("auto");

  static final Codec<ImageSize> CODEC = new OpenValueCodec<>(List.of(AUTO), ImageSize::of);

  private final String value;

  private ImageSize(String value) {
    this.value = value;
  }

  /**
   * An exact size.
   *
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @return a size such as {@code 1024x1536}
   * @throws IllegalArgumentException if a side is less than 1
   */
  public static ImageSize pixels(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A picture must have sides of at least 1 pixel, but was asked for "
              + width
              + "x"
              + height);
    }
    return new ImageSize(width + "x" + height);
  }

  /**
   * A ratio; the resolution is told by another property.
   *
   * @param ratio one that the model takes
   * @return a size
   */
  public static ImageSize ratio(AspectRatio ratio) {
    return of(ratio.value());
  }

  /**
   * A size as the service writes it.
   *
   * @param value such as {@code 16:9} or {@code 1024x1536}; any other text is kept as it is
   * @return a size
   */
  public static ImageSize of(String value) {
    Objects.requireNonNull(value, "value");
    return value.equals(AUTO.value) ? AUTO : new ImageSize(value);
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageSize that && value.equals(that.value);
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
