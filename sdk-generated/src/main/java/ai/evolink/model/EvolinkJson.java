package ai.evolink.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON for the types of this package, through Moshi and without reflection.
 *
 * <p>Reading is lenient: properties that the spec does not know, and known ones whose JSON has
 * another type, are kept as additional properties; JSON null counts as absent. Writing leaves out
 * what is absent. {@code Object} stands for JSON without a schema: maps, lists, texts, booleans,
 * and numbers as {@code Long} or {@code BigDecimal}, never rounded.
 */
public final class EvolinkJson {
  private static final String PACKAGE = "ai.evolink.model.";

  private EvolinkJson() {}

  /**
   * Adapters for all types of this package, and for {@code Object}, {@code BigDecimal}, {@code URI}
   * and {@code OffsetDateTime}.
   *
   * @return to be added to a {@code Moshi.Builder}; thread-safe
   */
  public static JsonAdapter.Factory factory() {
    return EvolinkJson::create;
  }

  /**
   * A Moshi that knows the adapters of {@link #factory} and those that come with Moshi.
   *
   * @return always the same one; thread-safe
   */
  public static Moshi moshi() {
    return Shared.MOSHI;
  }

  /**
   * Copies a value into the shapes that JSON without a schema has here, so that nobody can change
   * it later: what the {@code set} methods of builders do with what they are given.
   *
   * @param value text, number, boolean, list, map, {@link OpenValue}, {@link MediaSource} or an
   *     object of this package; null stays null
   * @return maps and lists are unmodifiable
   * @throws IllegalArgumentException if there is no JSON for {@code value}
   */
  public static @Nullable Object copyOf(@Nullable Object value) {
    return FreeJson.copyOf(value);
  }

  private static @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (!annotations.isEmpty() || !(type instanceof Class<?> raw)) {
      return null;
    }
    Codec<?> codec = codecOf(raw);
    return codec instanceof OneOfCodec<?> oneOf ? oneOf.with(moshi) : codec;
  }

  private static @Nullable Codec<?> codecOf(Class<?> type) {
    // By name: comparing with class literals would load every generated class at the first call.
    return switch (type.getName()) {
      case "java.lang.Object" -> Codecs.forObject();
      case "java.math.BigDecimal" -> Codecs.forBigDecimal();
      case "java.net.URI" -> Codecs.forURI();
      case "java.time.OffsetDateTime" -> Codecs.forOffsetDateTime();
      default ->
          type.getName().startsWith(PACKAGE)
              ? Codecs.find(type.getName().substring(PACKAGE.length()))
              : null;
    };
  }

  private static final class Shared {
    static final Moshi MOSHI = new Moshi.Builder().add(factory()).build();
  }
}
