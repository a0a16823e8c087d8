package ai.evolink.model;

import ai.evolink.model.internal.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request body: the set of properties that one or more models share; or of an object
 * inside of one. Immutable.
 *
 * <p>Generated from the spec; for readers who want to know a limit before they meet it.
 */
public final class RequestType {
  private final String name;
  private final boolean deprecated;
  private final List<PropertyChoice> choices;
  private final List<RequestProperty> properties;

  RequestType(
      String name,
      boolean deprecated,
      List<PropertyChoice> choices,
      List<RequestProperty> properties) {
    this.name = name;
    this.deprecated = deprecated;
    this.choices = choices;
    this.properties = properties;
  }

  /**
   * The name of the schema, which is also the name of the generated class.
   *
   * @return such as {@code NanoBananaRequest}
   */
  public String name() {
    return name;
  }

  /**
   * Whether the documentation has dropped this kind of request, or calls it legacy.
   *
   * @return true if so; the service may still take it
   */
  public boolean deprecated() {
    return deprecated;
  }

  /**
   * The ids of the models that take this body.
   *
   * @return unmodifiable, in the order of the spec
   */
  public List<String> models() {
    return property("model").map(RequestProperty::values).orElse(List.of());
  }

  /**
   * All properties.
   *
   * @return unmodifiable, in the order of the spec
   */
  public List<RequestProperty> properties() {
    return properties;
  }

  /**
   * Looks a property up.
   *
   * @param name as in the JSON, such as {@code image_urls}
   * @return empty if the spec has no such property here
   */
  public Optional<RequestProperty> property(String name) {
    return Optional.ofNullable(find(name));
  }

  private @Nullable RequestProperty find(String name) {
    for (int i = 0; i < properties.size(); i++) { // for each request: without an iterator
      if (properties.get(i).name().equals(name)) {
        return properties.get(i);
      }
    }
    return null;
  }

  /**
   * Holds a request against all that is documented of it: which properties there are, the type,
   * words and limits of each, what is in objects and lists, what is required, and which are given
   * together. Of a word or number that is not documented it says what is, and which was probably
   * meant.
   *
   * <p>Where the documentation gives the form of a text and only examples of it, such as a size,
   * any text of that form is right.
   *
   * @param properties values by the names of the properties in the JSON: text, {@link OpenValue},
   *     numbers, booleans, media, objects of this package, lists and maps of these; null for a
   *     missing value
   * @return sentences, each of which begins with the name of a property; empty if nothing is wrong,
   *     unmodifiable
   */
  public List<String> violations(Map<String, ?> properties) {
    return List.copyOf(problems("", "", properties));
  }

  /**
   * The same inside another object.
   *
   * @param prefix what comes before the name of a property in a message
   * @param owner the path of the object; empty for the request itself
   */
  List<String> problems(String prefix, String owner, Map<?, ?> given) {
    List<String> found = new ArrayList<>();
    given.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (find(name) == null) {
            found.add(unknown(prefix, owner, name, value));
          }
        });
    for (RequestProperty property : properties) {
      String name = property.name();
      List<String> wrong =
          property.problems(prefix.isEmpty() ? name : prefix + name, given.get(name));
      if (!wrong.isEmpty()) { // adding nothing would make an array
        found.addAll(wrong);
      }
    }
    if (choices.isEmpty()) {
      return found;
    }
    Set<String> names = new LinkedHashSet<>();
    given.forEach(
        (key, value) -> {
          if (value != null) {
            names.add(String.valueOf(key));
          }
        });
    for (PropertyChoice choice : choices) {
      choice
          .violation(names)
          .ifPresent(owner.isEmpty() ? found::add : text -> found.add(owner + ": " + text));
    }
    return found;
  }

  private String unknown(String prefix, String owner, String name, @Nullable Object value) {
    List<String> known =
        properties.stream()
            .map(RequestProperty::name)
            .filter(each -> !each.equals("model"))
            .toList();
    return prefix
        + PlainJson.shortened(name)
        + " is no property of "
        + (owner.isEmpty() ? "this model" : owner)
        + ", but is "
        + PlainJson.shown(value)
        + Nearest.to(name, known).map(near -> ", did you mean \"" + near + "\"?").orElse(".")
        + " Known: "
        + (known.isEmpty() ? "none" : String.join(", ", known));
  }

  @Override
  public String toString() {
    return "RequestType[" + name + "]";
  }
}
