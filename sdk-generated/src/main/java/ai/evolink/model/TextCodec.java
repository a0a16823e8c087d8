package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type that JSON carries as a text of a certain form. */
abstract class TextCodec<T> extends Codec<T> {
  private final String expected;
  private final Function<T, String> text;

  TextCodec(String expected, Function<T, String> text) {
    this.expected = expected;
    this.text = text;
  }

  /** Null if the text does not have the form; it is then kept as it is. */
  abstract @Nullable T parse(String text);

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.STRING) {
      return other(reader);
    }
    String read = reader.nextString();
    T value = parse(read);
    return value == null ? new Raw(read) : value;
  }

  @Override
  void write(JsonWriter writer, T value) throws IOException {
    writer.value(text.apply(value));
  }

  @Override
  boolean accepts(Object json) {
    return json instanceof String text && parse(text) != null;
  }

  @Override
  final String expected() {
    return expected;
  }
}
