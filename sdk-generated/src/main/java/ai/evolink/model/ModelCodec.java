package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the codecs of all generated classes have in common. */
abstract class ModelCodec<T extends GeneratedModel> extends Codec<T> {
  /** Reads an object, the reader standing before its brace. */
  abstract T readObject(JsonReader reader) throws IOException;

  /** Notes a value that is not of the type of its property; the last of several values counts. */
  static @Nullable Map<String, @Nullable Object> keepIfRaw(
      @Nullable Map<String, @Nullable Object> kept, String name, @Nullable Object read) {
    if (read instanceof Raw raw) {
      return keep(kept, name, raw.value());
    }
    if (kept != null) {
      kept.remove(name);
    }
    return kept;
  }

  /** Reads a property that the spec does not know. */
  static Map<String, @Nullable Object> keepNext(
      @Nullable Map<String, @Nullable Object> kept, JsonReader reader) throws IOException {
    return keep(kept, reader.nextName(), FreeJson.read(reader));
  }

  private static Map<String, @Nullable Object> keep(
      @Nullable Map<String, @Nullable Object> kept, String name, @Nullable Object value) {
    Map<String, @Nullable Object> map = kept == null ? new LinkedHashMap<>(FreeJson.FEW) : kept;
    map.put(name, value);
    return map;
  }

  @Override
  final @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    return reader.peek() == JsonReader.Token.BEGIN_OBJECT ? readObject(reader) : other(reader);
  }

  @Override
  final void write(JsonWriter writer, T value) throws IOException {
    value.writeTo(writer);
  }

  /** What is documented of its properties; null if anything may be in it. */
  @Nullable RequestType type() {
    return null;
  }

  @Override
  final List<String> problems(String where, Object json) {
    if (!(json instanceof Map<?, ?> properties)) {
      return List.of(where + mismatch(json));
    }
    RequestType type = type();
    return type == null ? List.of() : type.problems(where + ".", where, properties);
  }

  @Override
  final String expected() {
    return "an object";
  }

  @Override
  List<String> jsonTypes() {
    return List.of("object");
  }
}
