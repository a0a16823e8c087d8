package ai.evolink.generated;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what users can see of compiled classes, one signature a line: parameters with their
 * names, constants with their values, builders with what they start with. The integration tests use
 * it too.
 */
public final class Surface {
  private static final int HIDDEN_KINDS = Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;

  private final Collection<String> lines = new TreeSet<>();
  private final ClassLoader loader;

  private Surface(ClassLoader loader) {
    this.loader = loader;
  }

  /** The signatures of all types that are public, in lexical order. */
  public static List<String> of(Path classes) throws IOException {
    return of(classes, Surface.class.getClassLoader());
  }

  /** The same for classes that a loader of their own knows. */
  static List<String> of(Path classes, ClassLoader loader) throws IOException {
    Surface surface = new Surface(loader);
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .filter(name -> !name.contains("shaded")) // libraries of others, some not to be loaded
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name -> surface.load(name.replace('/', '.').replace('\\', '.')))
          .filter(Surface::isVisible)
          .forEach(surface::add);
    }
    return List.copyOf(surface.lines);
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    return !type.getPackageName().contains(".internal") // which no module exports
        && isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private void add(Class<?> type) {
    String name = type.getTypeName();
    lines.add(name + " : " + kind(type) + supertypes(type));
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers())) {
        lines.add(name + ".<init>" + parameters(constructor));
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers())) {
        lines.add(
            name
                + "."
                + field.getName()
                + " : "
                + modifiers(field.getModifiers())
                + name(field.getGenericType())
                + SurfaceValues.ofConstant(field));
      }
    }
    SurfaceValues.ofBuilder(type)
        .forEach((property, value) -> lines.add(name + "." + property + " : starts as " + value));
    // What a hidden base class gives away is as visible as what the class itself has.
    Class<?> from = type;
    do {
      for (Method method : from.getDeclaredMethods()) {
        if (isVisible(method.getModifiers()) && !method.isSynthetic() && !isOfObject(method)) {
          lines.add(
              name
                  + "."
                  + method.getName()
                  + parameters(method)
                  + " : "
                  + modifiers(method.getModifiers())
                  + typeName(method.getAnnotatedReturnType()));
        }
      }
      from = from.getSuperclass();
    } while (from != null && !isVisible(from));
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "annotation";
    }
    return type.isInterface()
        ? "interface"
        : modifiers(type.getModifiers()) + (type.isRecord() ? "record" : "class");
  }

  private static String supertypes(Class<?> type) {
    Type base = type.getGenericSuperclass();
    Stream<Type> seen =
        base == null || base == Object.class || !isVisible(type.getSuperclass())
            ? Stream.of()
            : Stream.of(base);
    if (type.isAnnotation()) {
      return "";
    }
    String all =
        Stream.concat(seen, Arrays.stream(type.getGenericInterfaces()))
            .map(Surface::name)
            .collect(joining(", "));
    return all.isEmpty() ? "" : " of " + all;
  }

  private static String modifiers(int modifiers) {
    String words = Modifier.toString(modifiers & HIDDEN_KINDS);
    return words.isEmpty() ? "" : words + " ";
  }

  private static String parameters(Executable of) {
    AnnotatedType[] types = of.getAnnotatedParameterTypes();
    Parameter[] parameters = of.getParameters();
    return IntStream.range(0, types.length)
        .mapToObj(i -> typeName(types[i]) + " " + parameters[i].getName())
        .collect(joining(", ", "(", ")"));
  }

  private static String typeName(AnnotatedType type) {
    return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + name(type.getType());
  }

  private static String name(Type type) {
    return type.getTypeName()
        .replaceAll("\\b(java\\.lang|ai\\.evolink(\\.[a-z]+)?)\\.(?=[A-Z])", "");
  }

  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
