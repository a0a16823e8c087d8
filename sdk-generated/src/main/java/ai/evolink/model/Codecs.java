package ai.evolink.model;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of all types that are not generated. The templates ask for those of the JDK by type
 * name; a type of this package has its codec in a field, like a generated one.
 */
final class Codecs {
  private static final Codec<String> STRING = new Texts();
  private static final Codec<Boolean> BOOLEAN = new Flags();
  private static final Codec<Integer> INTEGER = new Integers();
  private static final Codec<Long> LONG = new Longs();
  private static final Codec<BigDecimal> DECIMAL = new Decimals();
  private static final Codec<Object> ANY = new Any();
  private static final Codec<URI> LINK =
      new TextCodec<>("a link", URI::toString) {
        @Override
        @Nullable URI parse(String text) {
          try {
            return new URI(text);
          } catch (URISyntaxException e) {
            return null;
          }
        }
      };
  private static final Codec<OffsetDateTime> TIME =
      // Not toString, which leaves out zero seconds: RFC 3339 demands them. Nor a method reference,
      // which would make the formatter, and forty classes with it, before anybody needs it.
      new TextCodec<>(
          "a time with its offset", time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)) {
        @Override
        @Nullable OffsetDateTime parse(String text) {
          try {
            return OffsetDateTime.parse(text);
          } catch (DateTimeException e) {
            return null;
          }
        }
      };
  static final Codec<MediaSource> MEDIA = new MediaCodec();

  private Codecs() {}

  static Codec<String> forString() {
    return STRING;
  }

  static Codec<Boolean> forBoolean() {
    return BOOLEAN;
  }

  static Codec<Integer> forInteger() {
    return INTEGER;
  }

  static Codec<Long> forLong() {
    return LONG;
  }

  static Codec<BigDecimal> forBigDecimal() {
    return DECIMAL;
  }

  static Codec<URI> forURI() {
    return LINK;
  }

  static Codec<OffsetDateTime> forOffsetDateTime() {
    return TIME;
  }

  static Codec<MediaSource> forMediaSource() {
    return MEDIA;
  }

  static Codec<Object> forObject() {
    return ANY;
  }

  static <T> Codec<List<T>> listOf(Codec<T> items) {
    return new ListCodec<>(items, false);
  }

  /** For lists whose items may be null. */
  static <T> Codec<List<T>> listWithNullsOf(Codec<T> items) {
    return new ListCodec<>(items, true);
  }

  static <T> Codec<Map<String, T>> mapOf(Codec<T> values) {
    return new MapCodec<>(values, false);
  }

  /** For maps whose values may be null. */
  static <T> Codec<Map<String, T>> mapWithNullsOf(Codec<T> values) {
    return new MapCodec<>(values, true);
  }

  /** The codec of a type of this package, by the simple name of the type. */
  static @Nullable Codec<?> find(String type) {
    return switch (type) {
      case "AudioReference" -> AudioReference.CODEC;
      case "ImageSize" -> ImageSize.CODEC;
      case "MediaSource" -> MEDIA;
      case "VideoDuration" -> VideoDuration.CODEC;
      default -> GeneratedCodecs.find(type);
    };
  }

  /** A generated type, looked up when it is first needed: two types may mention each other. */
  static <T> Codec<T> later(Class<T> type) {
    return new Later<>(type);
  }

  private static final class Later<T> extends Codec<T> {
    private final Class<T> type;
    private volatile @Nullable Codec<T> found;

    Later(Class<T> type) {
      this.type = type;
    }

    @SuppressWarnings("unchecked") // the registry has the codec of T under the name of T
    private Codec<T> codec() {
      Codec<T> codec = found;
      if (codec == null) {
        codec = (Codec<T>) GeneratedCodecs.find(type.getSimpleName());
        found = Objects.requireNonNull(codec, type::getName);
      }
      return codec;
    }

    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return codec().readOrRaw(reader);
    }

    @Override
    void write(JsonWriter writer, T value) throws IOException {
      codec().write(writer, value);
    }

    @Override
    List<String> problems(String where, Object json) {
      return codec().problems(where, json);
    }

    @Override
    boolean accepts(Object json) {
      return codec().accepts(json);
    }

    @Override
    String expected() {
      return codec().expected();
    }

    @Override
    List<String> jsonTypes() {
      return codec().jsonTypes();
    }
  }

  private static final class Texts extends Codec<String> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return reader.peek() == JsonReader.Token.STRING ? reader.nextString() : other(reader);
    }

    @Override
    void write(JsonWriter writer, String value) throws IOException {
      writer.value(value);
    }

    @Override
    boolean accepts(Object json) {
      return json instanceof String;
    }

    @Override
    String expected() {
      return "a string";
    }
  }

  private static final class Flags extends Codec<Boolean> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return reader.peek() == JsonReader.Token.BOOLEAN ? reader.nextBoolean() : other(reader);
    }

    @Override
    void write(JsonWriter writer, Boolean value) throws IOException {
      writer.value(value);
    }

    @Override
    boolean accepts(Object json) {
      return json instanceof Boolean;
    }

    @Override
    String expected() {
      return "a boolean";
    }

    @Override
    List<String> jsonTypes() {
      return List.of("boolean");
    }
  }

  /** A whole number, however it is written; null for a fraction, and for one that is too large. */
  private static @Nullable Long exact(Object number) {
    if (!(number instanceof BigDecimal decimal)) {
      return number instanceof Long exact ? exact : null;
    }
    try {
      return decimal.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static final class Integers extends Codec<Integer> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NUMBER) {
        Object number = FreeJson.readNumberOrText(reader);
        Long exact = exact(number);
        return exact != null && exact == exact.intValue() ? exact.intValue() : new Raw(number);
      }
      return other(reader);
    }

    @Override
    void write(JsonWriter writer, Integer value) throws IOException {
      writer.value(value);
    }

    @Override
    String expected() {
      return "a whole number";
    }

    @Override
    List<String> jsonTypes() {
      return List.of("integer");
    }
  }

  private static final class Longs extends Codec<Long> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NUMBER) {
        Object number = FreeJson.readNumberOrText(reader);
        Long exact = exact(number);
        return exact != null ? exact : new Raw(number);
      }
      return other(reader);
    }

    @Override
    void write(JsonWriter writer, Long value) throws IOException {
      writer.value(value);
    }

    @Override
    String expected() {
      return "a whole number";
    }

    @Override
    List<String> jsonTypes() {
      return List.of("integer");
    }
  }

  private static final class Decimals extends Codec<BigDecimal> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return reader.peek() == JsonReader.Token.NUMBER
          ? FreeJson.readDecimal(reader)
          : other(reader);
    }

    @Override
    void write(JsonWriter writer, BigDecimal value) throws IOException {
      writer.value(value);
    }

    @Override
    String expected() {
      return "a number";
    }

    @Override
    List<String> jsonTypes() {
      return List.of("number");
    }
  }

  private static final class Any extends Codec<Object> {
    @Override
    @Nullable Object readOrRaw(JsonReader reader) throws IOException {
      return FreeJson.read(reader);
    }

    @Override
    void write(JsonWriter writer, Object value) throws IOException {
      FreeJson.write(writer, value);
    }

    @Override
    Object frozen(Object value) {
      return Objects.requireNonNull(FreeJson.copyOf(value));
    }

    @Override
    String expected() {
      return "anything";
    }

    @Override
    List<String> jsonTypes() {
      return List.of();
    }
  }

  private static final class MediaCodec extends TextCodec<MediaSource> {
    MediaCodec() {
      super("a link", MediaSource::toString);
    }

    @Override
    @Nullable MediaSource parse(String text) {
      try {
        return MediaSource.url(text);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    @Override
    void write(JsonWriter writer, MediaSource value) throws IOException {
      if (!value.isUrl()) {
        throw new JsonDataException(
            value
                + " at path "
                + writer.getPath()
                + " is not a link. Upload it first, and use the link that the upload gives");
      }
      writer.value(value.uri().orElseThrow().toString());
    }
  }
}
