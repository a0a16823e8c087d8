package ai.evolink.generated;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that no signature shows and that still decide what is sent: those of constants, and those
 * that a builder starts with. By reflection alone, since the classes may be those of another build.
 */
final class SurfaceValues {
  private static final int CONSTANT = Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL;
  private static final String OPEN_VALUE = "ai.evolink.model.OpenValue";

  private SurfaceValues() {}

  /** Such as {@code = "16:9"}; empty for what is no constant, or has no value to show. */
  static String ofConstant(Field field) {
    if ((field.getModifiers() & CONSTANT) != CONSTANT || !isSimple(field.getType())) {
      return "";
    }
    try {
      field.setAccessible(true);
      Object value = field.get(null);
      return value == null ? "" : " = " + shown(value) + traits(value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The properties that a new builder has values for, if this is a builder. */
  static Map<String, String> ofBuilder(Class<?> type) {
    Map<String, String> presets = new TreeMap<>();
    Optional<Constructor<?>> plain =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> constructor.getParameterCount() == 0)
            .findFirst();
    if (!type.getSimpleName().equals("Builder") || plain.isEmpty()) {
      return presets;
    }
    try {
      plain.get().setAccessible(true);
      Object builder = plain.get().newInstance();
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && isSimple(field.getType())) {
          field.setAccessible(true);
          Object value = field.get(builder);
          if (value != null) {
            presets.put(field.getName(), shown(value));
          }
        }
      }
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new LinkageError(type + " cannot be looked into", e);
    }
    return presets;
  }

  private static boolean isSimple(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Boolean.class
        || Number.class.isAssignableFrom(type)
        || type == java.time.Duration.class
        || isOpenValue(type);
  }

  private static boolean isOpenValue(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(face -> face.getName().equals(OPEN_VALUE));
  }

  private static String shown(Object value) {
    return value instanceof Number || value instanceof Boolean || value.getClass().isEnum()
        ? value.toString()
        : "\"" + value.toString().replace("\n", "\\n") + "\"";
  }

  /** What a word says about itself. */
  private static String traits(Object value) {
    if (!isOpenValue(value.getClass())) {
      return "";
    }
    String alias =
        ask(value, "aliasOf") instanceof Optional<?> other && other.isPresent()
            ? ", alias for " + other.get()
            : "";
    return alias + (Boolean.TRUE.equals(ask(value, "deprecated")) ? ", deprecated" : "");
  }

  private static @Nullable Object ask(Object value, String question) {
    try {
      return value.getClass().getMethod(question).invoke(value);
    } catch (NoSuchMethodException e) {
      return null; // not every vocabulary has an answer
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
