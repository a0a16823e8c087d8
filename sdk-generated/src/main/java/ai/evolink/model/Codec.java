package ai.evolink.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one type, and survives JSON of another shape.
 *
 * <p>As the value of a property, such JSON is kept as it came and the property counts as absent; at
 * the top of a document there is nothing to be absent from, so it is a {@link JsonDataException}.
 */
abstract class Codec<T> extends JsonAdapter<T> {
  /** JSON that does not fit the type; holds what {@link FreeJson} made of it. */
  record Raw(@Nullable Object value) {}

  /**
   * Reads the next value whatever it is.
   *
   * @return a {@code T}, null for a JSON null, or a {@link Raw}
   */
  abstract @Nullable Object readOrRaw(JsonReader reader) throws IOException;

  /** Writes a value that is not null. */
  abstract void write(JsonWriter writer, T value) throws IOException;

  /** For a token that the type cannot be made of: null stays null, anything else is kept raw. */
  static @Nullable Object other(JsonReader reader) throws IOException {
    return reader.peek() == JsonReader.Token.NULL
        ? reader.nextNull()
        : new Raw(FreeJson.read(reader));
  }

  /** Reads a property of the object that is being built. */
  final @Nullable T read(JsonReader reader, GeneratedBuilder owner, String name)
      throws IOException {
    Object value = readOrRaw(reader);
    if (value instanceof Raw raw) {
      owner.keepRaw(name, raw.value());
      return null;
    }
    owner.dropRaw(name);
    return cast(value);
  }

  @Override
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    String path = reader.getPath();
    JsonReader.Token token = reader.peek();
    Object value = readOrRaw(reader);
    if (value instanceof Raw) {
      throw new JsonDataException(
          "Expected " + expected() + " but was " + token + " at path " + path);
    }
    return cast(value);
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      write(writer, value);
    }
  }

  /** Copies what a caller could still change, and refuses what cannot be written. */
  T frozen(T value) {
    return value;
  }

  /** What a message calls the type, with its article. */
  abstract String expected();

  @SuppressWarnings("unchecked") // readOrRaw gives a T if it gives neither null nor a Raw
  private @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }
}
