package ai.evolink;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a hand-written request as the object that its properties make. */
final class OpenRequestAdapter<T> extends JsonAdapter<T> {
  private final JsonAdapter<Object> json;
  private final Function<T, Map<String, Object>> properties;

  OpenRequestAdapter(JsonAdapter<Object> json, Function<T, Map<String, Object>> properties) {
    this.json = json;
    this.properties = properties;
  }

  @Override
  public T fromJson(JsonReader reader) {
    throw new UnsupportedOperationException("requests of this kind are only written");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      json.toJson(writer, properties.apply(value));
    }
  }
}
