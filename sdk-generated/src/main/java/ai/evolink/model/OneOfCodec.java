package ai.evolink.model;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An interface with several schemas behind it, told apart by one property. Writes by the class of
 * the value, so that hand-written implementations go through their own adapters.
 */
final class OneOfCodec<T> extends Codec<T> {
  private final Class<T> type;
  private final JsonReader.Options discriminator;
  private final Function<String, @Nullable Codec<? extends T>> schemas;
  private final @Nullable Codec<? extends T> unknown;
  private final @Nullable Moshi moshi;

  /**
   * A codec of an interface.
   *
   * @param unknown reads an object that none of the schemas is for; null to refuse it
   */
  OneOfCodec(
      Class<T> type,
      String discriminator,
      Function<String, @Nullable Codec<? extends T>> schemas,
      @Nullable Codec<? extends T> unknown) {
    this(type, JsonReader.Options.of(discriminator), schemas, unknown, null);
  }

  private OneOfCodec(
      Class<T> type,
      JsonReader.Options discriminator,
      Function<String, @Nullable Codec<? extends T>> schemas,
      @Nullable Codec<? extends T> unknown,
      @Nullable Moshi moshi) {
    this.type = type;
    this.discriminator = discriminator;
    this.schemas = schemas;
    this.unknown = unknown;
    this.moshi = moshi;
  }

  /** The same, with a place to find the adapters of hand-written implementations. */
  OneOfCodec<T> with(Moshi moshi) {
    return new OneOfCodec<>(type, discriminator, schemas, unknown, moshi);
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return other(reader);
    }
    String word = discriminatorOf(reader);
    Codec<? extends T> schema = word == null ? null : schemas.apply(word);
    if (schema == null && unknown != null) {
      return unknown.readOrRaw(reader);
    }
    if (schema == null) {
      String name = discriminator.strings().get(0);
      throw new JsonDataException(
          word == null
              ? "Expected the text property \"" + name + "\" at path " + reader.getPath()
              : "No "
                  + type.getSimpleName()
                  + " has the "
                  + name
                  + " \""
                  + word
                  + "\" at path "
                  + reader.getPath());
    }
    return schema.readOrRaw(reader);
  }

  /** {@return the last one: a name that comes twice has the value that comes last, as elsewhere} */
  private @Nullable String discriminatorOf(JsonReader reader) throws IOException {
    try (JsonReader ahead = reader.peekJson()) {
      String word = null;
      ahead.beginObject();
      while (ahead.hasNext()) {
        if (ahead.selectName(discriminator) < 0) {
          ahead.skipName();
          ahead.skipValue();
        } else if (ahead.peek() == JsonReader.Token.STRING) {
          word = ahead.nextString();
        } else {
          ahead.skipValue();
          word = null;
        }
      }
      return word;
    }
  }

  @Override
  void write(JsonWriter writer, T value) throws IOException {
    if (value instanceof GeneratedModel model) {
      model.writeTo(writer);
    } else if (moshi != null) {
      adapterOf(moshi, value).toJson(writer, value);
    } else {
      throw new JsonDataException("Only Moshi can write a " + value.getClass().getName());
    }
  }

  @SuppressWarnings("unchecked") // the adapter of the class of the value takes the value
  private com.squareup.moshi.JsonAdapter<T> adapterOf(Moshi moshi, T value) {
    return (com.squareup.moshi.JsonAdapter<T>) moshi.adapter(value.getClass());
  }

  @Override
  String expected() {
    return "an object";
  }

  @Override
  List<String> jsonTypes() {
    return List.of("object");
  }
}
