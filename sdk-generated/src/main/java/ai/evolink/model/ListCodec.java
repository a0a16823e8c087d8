package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists, without nulls unless the spec allows them. One item of another shape makes the whole list
 * raw: nothing is lost.
 */
final class ListCodec<T> extends Codec<List<T>> {
  private final Codec<T> items;
  private final boolean nulls;

  ListCodec(Codec<T> items, boolean nulls) {
    this.items = items;
    this.nulls = nulls;
  }

  @Override
  @Nullable Object readOrRaw(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return other(reader);
    }
    reader.beginArray();
    if (!reader.hasNext()) {
      reader.endArray();
      return List.of();
    }
    Object first = items.readOrRaw(reader);
    if (first != null && fits(first) && !reader.hasNext()) {
      reader.endArray();
      return List.of(first); // most lists of results are this short
    }
    List<@Nullable Object> read = new ArrayList<>();
    read.add(first);
    boolean allFit = fits(first);
    while (reader.hasNext()) {
      Object item = items.readOrRaw(reader);
      read.add(item);
      allFit &= fits(item);
    }
    reader.endArray();
    return allFit ? Collections.unmodifiableList(read) : new Raw(raw(read));
  }

  private boolean fits(@Nullable Object item) {
    return item == null ? nulls : !(item instanceof Raw);
  }

  @SuppressWarnings("unchecked") // what is neither null nor a Raw is a T
  private List<@Nullable Object> raw(List<@Nullable Object> read) {
    List<@Nullable Object> raw = new ArrayList<>(read.size());
    for (Object item : read) {
      if (item instanceof Raw kept) {
        raw.add(kept.value());
      } else {
        raw.add(item == null ? null : FreeJson.copyOf(items.toJsonValue((T) item)));
      }
    }
    return Collections.unmodifiableList(raw);
  }

  @Override
  void write(JsonWriter writer, List<T> value) throws IOException {
    writer.beginArray();
    for (T item : value) {
      items.toJson(writer, item);
    }
    writer.endArray();
  }

  @Override
  List<T> frozen(List<T> value) {
    if (nulls) {
      List<T> copy = new ArrayList<>(value);
      copy.replaceAll(item -> item == null ? item : items.frozen(item));
      return Collections.unmodifiableList(copy);
    }
    return List.copyOf(value).stream().map(items::frozen).toList();
  }

  @Override
  List<String> problems(String where, Object json) {
    if (!(json instanceof List<?> list)) {
      return List.of(where + mismatch(json));
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      String place = where + "[" + i + "]";
      if (item != null) {
        found.addAll(items.problems(place, item));
      } else if (!nulls) {
        found.add(place + " must be " + items.expected() + ", but is null");
      }
    }
    return found;
  }

  @Override
  String expected() {
    return "a list";
  }

  @Override
  List<String> jsonTypes() {
    return List.of("array");
  }
}
