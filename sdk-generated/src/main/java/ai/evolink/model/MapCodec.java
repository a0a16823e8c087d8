package ai.evolink.model;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps, without nulls unless the spec allows them, in the order of the document. One value of
 * another shape makes all raw.
 */
final class MapCodec<T> extends Codec<Map<String, T>> {
  private final Codec<T> values;
  private final boolean nulls;

  MapCodec(Codec<T> values, boolean nulls) {
    this.values = values;
    this.nulls = nulls;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return other(reader);
    }
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    boolean allFit = true;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      Object value = values.readOrRaw(reader);
      read.put(name, value);
      allFit &= value == null ? nulls : !(value instanceof Raw);
    }
    reader.endObject();
    if (!allFit) {
      read.replaceAll((name, value) -> raw(value));
      return new Raw(Collections.unmodifiableMap(read));
    }
    return Collections.unmodifiableMap(read);
  }

  @SuppressWarnings("unchecked") // what is neither null nor a Raw is a T
  private @Nullable Object raw(@Nullable Object value) {
    if (value instanceof Raw kept) {
      return kept.value();
    }
    return value == null ? null : FreeJson.copyOf(values.toJsonValue((T) value));
  }

  @Override
  void write(JsonWriter writer, Map<String, T> value) throws IOException {
    writer.beginObject();
    for (Map.Entry<String, T> entry : value.entrySet()) {
      writer.name(entry.getKey());
      if (entry.getValue() == null) {
        FreeJson.write(writer, null); // the writer would leave the name out
      } else {
        values.write(writer, entry.getValue());
      }
    }
    writer.endObject();
  }

  @Override
  Map<String, T> frozen(Map<String, T> value) {
    Map<String, T> copy = new LinkedHashMap<>();
    value.forEach(
        (name, item) ->
            copy.put(name, nulls && item == null ? item : values.frozen(requireNonNull(item))));
    return Collections.unmodifiableMap(copy);
  }

  @Override
  List<String> problems(String where, Object json) {
    if (!(json instanceof Map<?, ?> entries)) {
      return List.of(where + mismatch(json));
    }
    List<String> found = new ArrayList<>();
    entries.forEach(
        (name, value) -> {
          String place = where + "." + name;
          if (value != null) {
            found.addAll(values.problems(place, value));
          } else if (!nulls) {
            found.add(place + " must be " + values.expected() + ", but is null");
          }
        });
    return found;
  }

  @Override
  String expected() {
    return "an object";
  }

  @Override
  List<String> jsonTypes() {
    return List.of("object");
  }
}
