package ai.evolink.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
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

  /** What {@link #readOrRaw} gave, if it is of the type; null if it is not. */
  @SuppressWarnings("unchecked") // readOrRaw gives a T if it gives neither null nor a Raw
  final @Nullable T typed(@Nullable Object read) {
    return read instanceof Raw ? null : (T) read;
  }

  @Override
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    JsonReader.Token token = reader.peek();
    Object value = readOrRaw(reader);
    if (value instanceof Raw) {
      throw new JsonDataException(
          // Asked for afterwards, since paths cost more than small documents.
          "Expected " + expected() + " but was " + token + " up to path " + reader.getPath());
    }
    return typed(value);
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

  /**
   * Holds JSON for a request against the type, and against all that is documented of its parts.
   *
   * @param where the path that messages name
   * @param json in the shapes of {@link FreeJson}, without media
   * @return sentences; empty if nothing is wrong
   */
  List<String> problems(String where, Object json) {
    return accepts(json) ? List.of() : List.of(where + mismatch(json));
  }

  /**
   * Whether the type can be made of {@code json}. Types that know by its class override this,
   * because each request is checked, and a reader over one value costs more than all else of it.
   */
  boolean accepts(Object json) {
    try {
      return fromJsonValue(json) != null;
    } catch (JsonDataException e) {
      return false;
    }
  }

  /** The rest of the sentence that a value of another type gets. */
  final String mismatch(Object json) {
    return " must be " + expected() + ", but is " + PlainJson.described(json);
  }

  /** What a message calls the type, with its article. */
  abstract String expected();

  /** The types in the words of JSON Schema; empty if anything may be given. */
  List<String> jsonTypes() {
    return List.of("string");
  }
}
