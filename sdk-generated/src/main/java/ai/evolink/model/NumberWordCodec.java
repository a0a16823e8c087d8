package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words that are mostly numbers, in properties that take both forms. Written as texts, which every
 * edition of the documentation allows; a number that is read is the word of its digits.
 */
final class NumberWordCodec<T extends OpenValue> extends Codec<T> {
  private final Function<String, T> of;

  NumberWordCodec(Function<String, T> of) {
    this.of = of;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case NUMBER, STRING -> of.apply(reader.nextString());
      default -> other(reader);
    };
  }

  @Override
  void write(JsonWriter writer, T value) throws IOException {
    writer.value(value.value());
  }

  @Override
  String expected() {
    return "a string or a number";
  }
}
