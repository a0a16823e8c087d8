package ai.evolink.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON without a schema: maps in the order of the document, lists, texts, booleans and null;
 * numbers as {@link Long} if they are written as integers and fit, else as {@link BigDecimal}, and
 * those beyond all reason as the text that was sent. Maps and lists are unmodifiable.
 */
final class FreeJson {
  /**
   * Parsing takes quadratic time; no honest number is this long. Nor has one that many zeros, which
   * an exponent of ten characters would have the caller pay for, in an addition for instance.
   */
  private static final int LONGEST_NUMBER = 1_000;

  /** Room for as many properties as most objects have; a map grows with more. */
  static final int FEW = 4;

  private static final int DIGITS_THAT_SURELY_FIT = 18;

  private FreeJson() {}

  static @Nullable Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> readObject(reader);
      case BEGIN_ARRAY -> readArray(reader);
      case NUMBER -> readNumberOrText(reader);
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> reader.nextNull();
      default -> reader.nextString();
    };
  }

  private static Object readObject(JsonReader reader) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(FEW);
    reader.beginObject();
    while (reader.hasNext()) {
      map.put(reader.nextName(), read(reader));
    }
    reader.endObject();
    return Collections.unmodifiableMap(map);
  }

  private static Object readArray(JsonReader reader) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      list.add(read(reader));
    }
    reader.endArray();
    return Collections.unmodifiableList(list);
  }

  /**
   * A number as {@code Long} or {@code BigDecimal}, or as its text if it is beyond all reason: one
   * such number must not make the rest of the answer unreadable.
   */
  static Object readNumberOrText(JsonReader reader) throws IOException {
    String text = reader.nextString();
    if (text.length() <= DIGITS_THAT_SURELY_FIT && isInteger(text)) {
      return Long.parseLong(text);
    }
    BigDecimal number = decimal(text);
    if (number == null) {
      return text;
    }
    return number.scale() == 0 ? integer(number) : number;
  }

  /** A {@code BigDecimal}; the text of one that is beyond all reason as a {@code Raw}. */
  static Object readDecimal(JsonReader reader) throws IOException {
    String text = reader.nextString();
    BigDecimal number = decimal(text);
    return number != null ? number : new Codec.Raw(text);
  }

  private static boolean isInteger(String number) {
    for (int i = number.charAt(0) == '-' ? 1 : 0; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Null for a number beyond all reason. */
  private static @Nullable BigDecimal decimal(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) <= LONGEST_NUMBER ? number : null;
    } catch (NumberFormatException e) {
      return null; // the reader knows a number when it sees one: only its exponent can be wrong
    }
  }

  private static Object integer(BigDecimal number) {
    if (number.precision() <= DIGITS_THAT_SURELY_FIT) {
      return number.longValue();
    }
    BigInteger exact = number.unscaledValue();
    return exact.bitLength() < Long.SIZE ? (Object) exact.longValue() : number;
  }

  /**
   * Writes what {@link #copyOf} takes. Nulls too, which the writer would leave out: they were there
   * when this was read.
   *
   * @throws IllegalArgumentException if there is no JSON for it
   */
  static void write(JsonWriter writer, @Nullable Object value) throws IOException {
    boolean before = writer.getSerializeNulls();
    writer.setSerializeNulls(true);
    try {
      writeValue(writer, value);
    } finally {
      writer.setSerializeNulls(before);
    }
  }

  private static void writeValue(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof Map<?, ?> map) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writer.name(nameOf(entry.getKey()));
        writeValue(writer, entry.getValue());
      }
      writer.endObject();
    } else if (value instanceof Collection<?> items) {
      writer.beginArray();
      for (Object item : items) {
        writeValue(writer, item);
      }
      writer.endArray();
    } else if (value instanceof String text) {
      writer.value(text);
    } else if (value instanceof Long || value instanceof BigDecimal) {
      writer.value((Number) value);
    } else if (value instanceof Boolean flag) {
      writer.value(flag);
    } else if (value instanceof MediaSource source) {
      Codecs.MEDIA.write(writer, source);
    } else if (value instanceof GeneratedModel model) {
      model.writeTo(writer);
    } else {
      writeValue(writer, copyOf(value)); // which is one of the above
    }
  }

  /**
   * Copies a value of a caller into the shapes above, so that nobody can change it later. Media
   * sources and generated models stay what they are.
   *
   * @throws IllegalArgumentException if there is no JSON for it
   */
  static @Nullable Object copyOf(@Nullable Object value) {
    if (value == null
        || value instanceof Boolean
        || value instanceof MediaSource
        || value instanceof GeneratedModel) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put(nameOf(name), copyOf(item)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> copy = new ArrayList<>(items.size());
      items.forEach(item -> copy.add(copyOf(item)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Number number) {
      return copyOf(number);
    }
    if (value instanceof OpenValue word) {
      return word.value();
    }
    if (value instanceof JsonScalar scalar) {
      return scalar.value();
    }
    if (value instanceof AudioReference reference) {
      return reference.voiceOrClip();
    }
    if (value instanceof CharSequence || value instanceof URI || value instanceof OffsetDateTime) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "Expected text, number, boolean, list, map, link or media source, but was "
            + value.getClass().getName());
  }

  private static Object copyOf(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("There is no JSON for " + number);
      }
      return new BigDecimal(number.toString());
    }
    BigDecimal exact = new BigDecimal(number.toString());
    return exact.scale() == 0 ? integer(exact) : exact;
  }

  private static String nameOf(@Nullable Object name) {
    if (name instanceof String text) {
      return text;
    }
    if (name instanceof OpenValue word) {
      return word.value();
    }
    throw new IllegalArgumentException("Expected a map with text keys, but a key was " + name);
  }
}
