package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The length of a video, for models that can choose it themselves: whole seconds, or {@link #AUTO}.
 *
 * <p>How the service writes the choice differs between models, {@code "auto"} or {@code -1}; each
 * request writes what its model takes. What the service may add later is kept as it came.
 * Immutable; equal if the values are.
 */
public final class VideoDuration implements JsonScalar {
  /** The model chooses the length, within its limits; the real length is charged. */
  public static final VideoDuration AUTO = new VideoDuration("auto");

  private static final long AUTO_AS_NUMBER = -1;

  static final Codec<VideoDuration> CODEC = new Json(false);

  /** For properties that take integers only. */
  static final Codec<VideoDuration> INTEGER_CODEC = new Json(true);

  private final Object value;

  private VideoDuration(Object value) {
    this.value = value;
  }

  /**
   * A fixed length.
   *
   * @param seconds within the limits of the model; -1 is {@link #AUTO}
   * @return a duration
   */
  public static VideoDuration of(int seconds) {
    return ofNumber((long) seconds);
  }

  /**
   * A length in words.
   *
   * @param word as the service writes it; {@code "auto"} is {@link #AUTO}
   * @return a duration
   */
  public static VideoDuration of(String word) {
    Objects.requireNonNull(word, "word");
    return word.equals(AUTO.value) ? AUTO : new VideoDuration(word);
  }

  private static VideoDuration ofNumber(Object number) {
    return number.equals(AUTO_AS_NUMBER) ? AUTO : new VideoDuration(number);
  }

  /**
   * The length.
   *
   * @return empty for {@link #AUTO}, for another word, and for what is not a whole number
   */
  public OptionalInt seconds() {
    return value instanceof Long seconds && seconds == seconds.intValue()
        ? OptionalInt.of(seconds.intValue())
        : OptionalInt.empty();
  }

  @Override
  public Object value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VideoDuration that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }

  private static final class Json extends Codec<VideoDuration> {
    private final boolean integersOnly;

    Json(boolean integersOnly) {
      this.integersOnly = integersOnly;
    }

    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return switch (reader.peek()) {
        case NUMBER -> {
          Object number = FreeJson.readNumberOrText(reader);
          yield number instanceof String ? new Raw(number) : ofNumber(number);
        }
        case STRING -> of(reader.nextString());
        default -> other(reader);
      };
    }

    @Override
    void write(JsonWriter writer, VideoDuration duration) throws IOException {
      if (integersOnly && duration.equals(AUTO)) {
        writer.value(AUTO_AS_NUMBER);
      } else if (duration.value instanceof Long seconds) {
        writer.value(seconds);
      } else if (duration.value instanceof BigDecimal seconds) {
        writer.value(seconds);
      } else {
        writer.value((String) duration.value);
      }
    }

    @Override
    String expected() {
      return integersOnly ? "a number of seconds" : "a number of seconds or a word";
    }

    @Override
    List<String> jsonTypes() {
      return integersOnly ? List.of("number") : List.of("number", "string");
    }
  }
}
