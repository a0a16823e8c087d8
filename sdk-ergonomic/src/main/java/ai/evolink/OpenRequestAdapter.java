package ai.evolink;

import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a hand-written request as a JSON object with its properties. */
final class OpenRequestAdapter extends JsonAdapter<OpenRequest<?>> {
  /** Makes an adapter for every hand-written request. */
  static final JsonAdapter.Factory FACTORY =
      (type, annotations, moshi) ->
          type instanceof Class<?> raw && OpenRequest.class.isAssignableFrom(raw)
              ? new OpenRequestAdapter()
              : null;

  private final JsonAdapter<Object> json = EvolinkJson.moshi().adapter(Object.class);

  @Override
  public OpenRequest<?> fromJson(JsonReader reader) {
    throw new UnsupportedOperationException("requests of this kind are only written");
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable OpenRequest<?> value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      json.toJson(writer, value.properties());
    }
  }
}
