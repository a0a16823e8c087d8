package ai.evolink.model;

import ai.evolink.spec.Spec;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A property of a generated class: what is known of it, and the setter that takes it. */
record BuilderProperty(RequestProperty rule, Method setter) {

  /** In the order of the spec. Fails if a property has no setter, or a setter no property. */
  static List<BuilderProperty> of(Class<? extends GeneratedModel> model) {
    List<BuilderProperty> found = new ArrayList<>();
    List<Method> setters = setters(model);
    for (RequestProperty rule : rules(model)) {
      Method setter =
          setters.stream()
              .filter(method -> bare(method.getName()).equals(bare(rule.name())))
              .findFirst()
              .orElseThrow(() -> new AssertionError(model + " has no setter of " + rule.name()));
      setters.remove(setter);
      found.add(new BuilderProperty(rule, setter));
    }
    if (!setters.isEmpty()) {
      throw new AssertionError("The spec has nothing to say of " + setters);
    }
    return found;
  }

  Type type() {
    return setter.getGenericParameterTypes()[0];
  }

  /** The class of the value, or of the items of a list or map. */
  Class<?> innerType() {
    if (type() instanceof ParameterizedType container) {
      Type[] arguments = container.getActualTypeArguments();
      Type inner = arguments[arguments.length - 1];
      return (Class<?>) (inner instanceof ParameterizedType nested ? nested.getRawType() : inner);
    }
    return (Class<?>) type();
  }

  /** What the spec says at the place of this property, before it refers to something shared. */
  JsonNode schema() {
    String owner = setter.getDeclaringClass().getEnclosingClass().getSimpleName();
    return Spec.schemas().path(owner).path("properties").path(rule.name());
  }

  boolean isList() {
    return setter.getParameterTypes()[0] == List.class;
  }

  boolean isContainer() {
    return type() instanceof ParameterizedType;
  }

  private static List<RequestProperty> rules(Class<?> model) {
    List<RequestProperty> rules = new ArrayList<>();
    try {
      for (Field field : Class.forName(model.getName() + "$Rules").getDeclaredFields()) {
        if (field.getType() == RequestProperty.class) {
          rules.add((RequestProperty) field.get(null));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    return rules;
  }

  private static List<Method> setters(Class<?> model) {
    List<Method> setters = new ArrayList<>();
    for (Method method : builderOf(model).getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && method.getParameterCount() == 1
          && !method.isSynthetic()) {
        setters.add(method);
      }
    }
    return setters;
  }

  private static Class<?> builderOf(Class<?> model) {
    try {
      return Class.forName(model.getName() + "$Builder");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String bare(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Sets the value; what the setter throws comes out as it is. */
  void set(Object builder, @Nullable Object value) {
    try {
      setter.invoke(builder, value);
    } catch (InvocationTargetException e) {
      throw rethrown(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static RuntimeException rethrown(InvocationTargetException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    throw new AssertionError(e);
  }
}
