package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words of a vocabulary. Known ones are recognised in the buffer, without making a string.
 *
 * <p>Where words are mostly numbers, properties take both forms: a number that is read is the word
 * of its digits. Written is always the text, which every edition of the documentation allows.
 */
final class OpenValueCodec<T extends OpenValue> extends Codec<T> {
  private final List<T> known;
  private final JsonReader.Options texts;
  private final Function<String, T> of;
  private final boolean numbersToo;

  OpenValueCodec(List<T> known, Function<String, T> of) {
    this(known, of, false);
  }

  OpenValueCodec(List<T> known, Function<String, T> of, boolean numbersToo) {
    this.known = known;
    String[] words = new String[known.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = known.get(i).value();
    }
    this.texts = JsonReader.Options.of(words);
    this.of = of;
    this.numbersToo = numbersToo;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    JsonReader.Token token = reader.peek();
    if (numbersToo && token == JsonReader.Token.NUMBER) {
      return of.apply(reader.nextString());
    }
    if (token != JsonReader.Token.STRING) {
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
  boolean accepts(Object json) {
    return json instanceof String || super.accepts(json);
  }

  @Override
  String expected() {
    return numbersToo ? "a string or a number" : "a string";
  }

  @Override
  List<String> jsonTypes() {
    return numbersToo ? List.of("string", "number") : List.of("string");
  }
}
