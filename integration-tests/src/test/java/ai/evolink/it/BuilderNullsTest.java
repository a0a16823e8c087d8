package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.EvolinkClient;
import ai.evolink.JournalEntry;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever gives a builder null where there must be a value is told which value that was. */
class BuilderNullsTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/shaded/"))
          .importPackages("ai.evolink", "ai.evolink.model", "ai.evolink.emulator");

  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(boolean.class, true),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(double.class, 0.5),
          Map.entry(Boolean.class, true),
          Map.entry(Integer.class, 1),
          Map.entry(Long.class, 1L),
          Map.entry(Double.class, 0.5),
          Map.entry(BigDecimal.class, BigDecimal.ONE),
          Map.entry(String.class, "x"),
          Map.entry(Object.class, "x"),
          Map.entry(Number.class, 1),
          Map.entry(byte[].class, new byte[32]), // the key of a callback hub
          Map.entry(URI.class, URI.create("https://example.com/a.png")),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(JournalEntry.Key.class, new JournalEntry.Key("x", 1)),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Collection.class, List.of()),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(OkHttpClient.class, new OkHttpClient()),
          Map.entry(EvolinkClient.class, EvolinkClient.builder("sk-test").build()),
          Map.entry(DataSource.class, nothing(DataSource.class)));

  @Test
  void everyBuilderNamesWhatIsNull() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Class<?> builder : builders()) {
      for (Method factory : factories(builder)) {
        asked += ask(null, factory, wrong);
      }
      Method first = factories(builder).get(0);
      for (Method setter : builder.getMethods()) {
        if (setter.getDeclaringClass() != Object.class && !setter.isBridge()) {
          asked += ask(first, setter, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(500);
  }

  private static List<Class<?>> builders() {
    List<Class<?>> builders = new ArrayList<>();
    for (JavaClass each : OURS) {
      if (each.getSimpleName().equals("Builder")
          && each.getModifiers().contains(JavaModifier.PUBLIC)
          && each.getEnclosingClass().orElseThrow().getModifiers().contains(JavaModifier.PUBLIC)) {
        builders.add(each.reflect());
      }
    }
    assertThat(builders).contains(EvolinkClient.Builder.class).hasSizeGreaterThan(100);
    return builders;
  }

  /** {@return the ways to a new builder} */
  private static List<Method> factories(Class<?> builder) {
    List<Method> factories =
        Arrays.stream(builder.getEnclosingClass().getMethods())
            .filter(each -> Modifier.isStatic(each.getModifiers()))
            .filter(each -> each.getReturnType() == builder)
            .filter(each -> !each.getName().equals("builderFromEnv"))
            .toList();
    assertThat(factories).as(builder.getName()).isNotEmpty();
    return factories;
  }

  /** Calls {@code method} with each of its arguments null in turn. */
  private static int ask(@Nullable Method factory, Method method, List<String> wrong)
      throws Exception {
    int asked = 0;
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getType().isPrimitive() || mayBeNull(parameters[i])) {
        continue;
      }
      List<@Nullable Object> nulls = new ArrayList<>();
      nulls.add(null);
      if (parameters[i].isVarArgs()) {
        nulls.add(Array.newInstance(parameters[i].getType().getComponentType(), 1));
      }
      for (Object nothing : nulls) {
        @Nullable Object[] arguments = samples(method);
        arguments[i] = nothing;
        asked++;
        String told = told(factory == null ? null : made(factory), method, arguments);
        if (!names(told, method, parameters[i])) {
          wrong.add(method + ", " + parameters[i].getName() + ": " + told);
        }
      }
    }
    return asked;
  }

  private static boolean mayBeNull(Parameter parameter) {
    return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String told(@Nullable Object builder, Method method, @Nullable Object[] arguments)
      throws IllegalAccessException {
    try {
      method.invoke(builder, arguments);
      return "nothing was thrown";
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      return thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException
          ? String.valueOf(thrown.getMessage())
          : String.valueOf(thrown);
    }
  }

  /** The name is that of the parameter, of the setter, or of the property that is set by name. */
  private static boolean names(String told, Method method, Parameter parameter) {
    String text = plain(told);
    boolean byTheJvm = told.startsWith("Cannot ");
    String singular = plain(parameter.getName()).replaceFirst("s$", "");
    boolean ofAProperty = method.getName().equals("set") && told.equals(SAMPLES.get(String.class));
    return ofAProperty
        || (!byTheJvm && (text.contains(singular) || text.contains(plain(method.getName()))));
  }

  private static String plain(String name) {
    return name.replace("_", "").replace("$", "").toLowerCase(Locale.ROOT);
  }

  private static Object made(Method factory) throws Exception {
    return Objects.requireNonNull(factory.invoke(null, samples(factory)));
  }

  private static @Nullable Object[] samples(Method method) throws Exception {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] samples = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      samples[i] = sample(types[i]);
    }
    return samples;
  }

  /** {@return what {@code builder} makes, whatever its limits} */
  private static Object built(Object builder) throws Exception {
    for (String name : List.of("buildUnchecked", "build")) {
      for (Method method : builder.getClass().getMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          return method.invoke(builder);
        }
      }
    }
    throw new AssertionError(builder.getClass() + " builds nothing");
  }

  /** {@return an object whose methods do nothing} */
  private static Object nothing(Class<?> type) {
    return Proxy.newProxyInstance(
        BuilderNullsTest.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, args) -> null);
  }

  /** {@return any value of {@code type}} */
  private static Object sample(Class<?> type) throws Exception {
    Object known = SAMPLES.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    boolean function =
        type.getName().startsWith("java.") || type.isAnnotationPresent(FunctionalInterface.class);
    if (type.isInterface() && function) {
      return nothing(type);
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    List<Method> makers =
        Arrays.stream(type.getMethods())
            .filter(each -> Modifier.isStatic(each.getModifiers()))
            .filter(each -> each.getReturnType() == type || each.getName().equals("builder"))
            .filter(each -> !Arrays.asList(each.getParameterTypes()).contains(type))
            .sorted(Comparator.comparing(Method::getParameterCount))
            .toList();
    for (Method maker : makers) {
      Object made = made(maker);
      return type.isInstance(made) ? made : Objects.requireNonNull(built(made));
    }
    for (JavaClass each : OURS) {
      if (type.isInterface()
          && each.isAssignableTo(type)
          && !each.isInterface()
          && each.getModifiers().contains(JavaModifier.PUBLIC)) {
        return sample(each.reflect());
      }
    }
    throw new AssertionError("no sample of " + type);
  }
}
