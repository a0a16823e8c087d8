package ai.evolink.model;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all generated classes have in common: properties that the spec does not know. */
abstract class GeneratedModel {
  private static final int LONGEST_VALUE_SHOWN = 100;

  private final Map<String, @Nullable Object> additionalProperties;

  /** Takes the map over; nobody else may keep it. */
  GeneratedModel(@Nullable Map<String, @Nullable Object> additionalProperties) {
    this.additionalProperties =
        additionalProperties == null || additionalProperties.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(additionalProperties);
  }

  /**
   * The properties that the spec does not know, and those whose JSON did not have the documented
   * type, by their names in the JSON. They are written again as they came.
   *
   * <p>Values are maps, lists, texts, booleans, null, and numbers as {@link Long} or {@link
   * java.math.BigDecimal}. A number of more than 1,000 digits, or whose exponent is beyond 1,000,
   * is the text that was sent, and is written as that text.
   *
   * @return unmodifiable, in the order of the JSON; usually empty
   */
  public final Map<String, @Nullable Object> additionalProperties() {
    return additionalProperties;
  }

  /** Shows each property with its value; long texts are cut. */
  @Override
  public final String toString() {
    Printer printer = new Printer(getClass().getSimpleName());
    try {
      visit(printer);
    } catch (IOException e) {
      throw new AssertionError(e); // a printer writes into memory
    }
    additionalProperties.forEach(printer::print);
    return printer.text.append('}').toString();
  }

  /** Shows the visitor every property, absent ones as null. */
  abstract void visit(PropertyVisitor visitor) throws IOException;

  abstract GeneratedModel mapMedia(MediaMapper mapper);

  /** The names of the properties that are there. */
  final Set<String> givenNames() {
    Set<String> names = new HashSet<>(additionalProperties.keySet());
    PropertyVisitor collector =
        new PropertyVisitor() {
          @Override
          public <T> void visit(String name, Codec<T> codec, @Nullable T value) {
            if (value != null) {
              names.add(name);
            }
          }
        };
    try {
      visit(collector);
    } catch (IOException e) {
      throw new AssertionError(e); // collecting does no I/O
    }
    return names;
  }

  final void writeTo(JsonWriter writer) throws IOException {
    writer.beginObject();
    visit(new Writer(writer, additionalProperties));
    if (!additionalProperties.isEmpty()) {
      for (Map.Entry<String, @Nullable Object> entry : additionalProperties.entrySet()) {
        writer.name(entry.getKey());
        FreeJson.write(writer, entry.getValue());
      }
    }
    writer.endObject();
  }

  final <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new NoSuchElementException(
          getClass().getSimpleName() + " came without its required property " + name);
    }
    return value;
  }

  /** Replaces media wherever they are in a value of a property. */
  @SuppressWarnings("unchecked") // each branch gives back the kind of value that it was given
  static <T> @Nullable T mapMedia(RequestProperty property, @Nullable T value, MediaMapper mapper) {
    if (value instanceof MediaSource source) {
      return (T) mapper.map(property, source);
    }
    if (value instanceof List<?> list) {
      return (T) list.stream().map(item -> mapMedia(property, item, mapper)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, item) -> copy.put(name, mapMedia(property, item, mapper)));
      return (T) Collections.unmodifiableMap(copy);
    }
    if (value instanceof GeneratedModel model) {
      return (T) model.mapMedia(mapper);
    }
    if (value instanceof AudioReference reference) {
      return (T) reference.mapMedia(property, mapper);
    }
    return value;
  }

  /** Writes what is present. */
  private record Writer(JsonWriter writer, Map<String, @Nullable Object> kept)
      implements PropertyVisitor {
    @Override
    public <T> void visit(String name, Codec<T> codec, @Nullable T value) throws IOException {
      if (value != null) {
        writer.name(name);
        codec.write(writer, value);
      }
    }

    @Override
    public <T> void visitNullable(String name, Codec<T> codec, @Nullable T value)
        throws IOException {
      // JSON that did not have the type is written with the additional properties.
      if (value != null || kept.containsKey(name)) {
        visit(name, codec, value);
      } else {
        writer.name(name);
        FreeJson.write(writer, null);
      }
    }
  }

  private static final class Printer implements PropertyVisitor {
    private final StringBuilder text;
    private String separator = "";

    Printer(String type) {
      text = new StringBuilder(type).append('{');
    }

    @Override
    public <T> void visit(String name, Codec<T> codec, @Nullable T value) {
      if (value != null) {
        print(name, value);
      }
    }

    void print(String name, @Nullable Object value) {
      String shown = String.valueOf(value);
      text.append(separator).append(name).append('=');
      if (shown.length() <= LONGEST_VALUE_SHOWN || value instanceof GeneratedModel) {
        text.append(shown);
      } else {
        text.append(shown, 0, LONGEST_VALUE_SHOWN).append("… (").append(shown.length()).append(')');
      }
      separator = ", ";
    }
  }
}
