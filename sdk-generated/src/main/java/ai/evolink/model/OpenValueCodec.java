package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Words of a vocabulary. Known ones are recognised in the buffer, without making a string. */
final class OpenValueCodec<T extends OpenValue> extends Codec<T> {
  private final List<T> known;
  private final JsonReader.Options texts;
  private final Function<String, T> of;

  OpenValueCodec(List<T> known, Function<String, T> of) {
    this.known = known;
    this.texts = JsonReader.Options.of(known.stream().map(OpenValue::value).toArray(String[]::new));
    this.of = of;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.STRING) {
      return other(reader);
    }
    int index = reader.selectString(texts);
    return index >= 0 ? known.get(index) : of.apply(reader.nextString());
  }

  @Override
  void write(JsonWriter writer, T value) throws IOException {
    writer.value(value.value());
  }

  @Override
  String expected() {
    return "a string";
  }
}
