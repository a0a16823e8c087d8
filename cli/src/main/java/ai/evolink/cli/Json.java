package ai.evolink.cli;

import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON in and out, without a schema: maps, lists, texts, numbers, booleans. */
final class Json {
  private static final JsonAdapter<Object> FREE = EvolinkJson.moshi().adapter(Object.class);

  private Json() {}

  /** A document for people and machines, over several lines. */
  static String document(Object value) {
    return FREE.indent("  ").toJson(EvolinkJson.copyOf(value));
  }

  /** A document on one line. */
  static String line(Object value) {
    return FREE.toJson(EvolinkJson.copyOf(value));
  }

  /** The value that a text stands for; empty if it is not JSON. {@code null} counts as none. */
  static Optional<Object> parse(String text) {
    try {
      return Optional.ofNullable(read(text));
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object read(String text) throws IOException {
    return FREE.fromJson(text);
  }
}
