package ai.evolink.cli;

import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import java.io.EOFException;
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
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  /**
   * {@return the value that a text stands for}
   *
   * @throws Unreadable if it is not JSON; the message says where
   */
  static @Nullable Object read(String text) throws Unreadable {
    try {
      return FREE.fromJson(text);
    } catch (EOFException e) {
      throw new Unreadable(text.isBlank() ? "it is empty" : "it ends too early", e);
    } catch (IOException | JsonDataException e) {
      throw new Unreadable(
          String.valueOf(e.getMessage())
              .replace("Use JsonReader.setLenient(true) to accept malformed JSON", "malformed"),
          e);
    }
  }

  /** A text that is not JSON. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, Exception cause) {
      super(message, cause);
    }
  }
}
