package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type that wraps JSON of several shapes. */
final class UnionCodec<T> extends Codec<T> {
  private final Function<Object, T> wrap;
  private final Function<T, Object> unwrap;

  UnionCodec(Function<Object, T> wrap, Function<T, Object> unwrap) {
    this.wrap = wrap;
    this.unwrap = unwrap;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    Object value = FreeJson.read(reader);
    return value == null ? null : wrap.apply(value);
  }

  @Override
  void write(JsonWriter writer, T value) throws IOException {
    FreeJson.write(writer, unwrap.apply(value));
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
