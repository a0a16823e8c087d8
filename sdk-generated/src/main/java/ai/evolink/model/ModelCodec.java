package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the codecs of all generated classes have in common. */
abstract class ModelCodec<T extends GeneratedModel> extends Codec<T> {
  /** Reads an object, the reader standing before its brace. */
  abstract T readObject(JsonReader reader) throws IOException;

  @Override
  final @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    return reader.peek() == JsonReader.Token.BEGIN_OBJECT ? readObject(reader) : other(reader);
  }

  @Override
  final void write(JsonWriter writer, T value) throws IOException {
    value.writeTo(writer);
  }

  @Override
  final String expected() {
    return "an object";
  }
}
